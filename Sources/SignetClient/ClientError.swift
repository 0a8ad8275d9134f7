public import SignetAPI

/// Why a call gave no answer.
public enum ClientError: Error, Sendable, Hashable {
  /// Nobody listens at the path; with the system's error number.
  case unreachable(path: String, errno: Int32)
  /// The socket is there, but this process may not connect; members of the group may.
  case notPermitted(path: String, group: String)
  /// The connection ended before the answer did. What a change did is unknown: repeat it with
  /// the same idempotency key.
  case connectionLost(path: String)
  /// Nothing was heard for the whole time-out. What a change did is unknown, as above.
  case timedOut(path: String)
  /// The daemon refused.
  case problem(Problem)
  /// The answer, or what was to be sent, is not what the API says; with what was wrong.
  case protocolViolation(String)
}
