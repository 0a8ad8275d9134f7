import Glibc
import SignetAPI
import SignetClient

extension Session {
  /// A call that changes nothing.
  func ask<Value>(_ call: () async throws(ClientError) -> Value) async throws(CommandError) -> Value
  {
    do {
      return try await call()
    } catch {
      throw .client(error)
    }
  }

  /// A change. Where its outcome is unknown it is sent again with the same idempotency key, to
  /// which the daemon answers what it did the first time.
  func change<Value>(
    key given: String? = nil, ifMatch: String? = nil,
    _ call: (CallOptions) async throws(ClientError) -> Value
  ) async throws(CommandError) -> Value {
    let key = given ?? Self.randomKey()
    let options = CallOptions(idempotencyKey: key, ifMatch: ifMatch)
    var pauses = self.pauses[...]
    var isUnknown = false
    while true {
      do {
        return try await call(options)
      } catch {
        isUnknown = isUnknown || error.leavesOutcomeUnknown
        if error.mayBeRepeated || (isUnknown && error.isUnreachable),
          let pause = pauses.popFirst(), (try? await Task.sleep(for: pause)) != nil
        {
          continue
        }
        // A refusal answers for all sendings of this key: none of them has changed anything.
        throw isUnknown && !error.isRefusal
          ? .outcomeUnknown(error, idempotencyKey: key) : .client(error)
      }
    }
  }

  /// 128 bits that nobody else has.
  static func randomKey() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Calls through the first of these roles' sockets that this process may use; the roles are in
  /// the order of their power.
  ///
  /// Where none serves, a daemon that is down is the news: no group would help. Otherwise it is the
  /// least powerful of the groups that would.
  func firstPermitted<Value>(
    _ roles: [Role], _ call: (SignetClient) async throws(ClientError) -> Value
  ) async throws(CommandError) -> Value {
    var failures: [ClientError] = []
    for role in roles {
      do {
        return try await call(client(role))
      } catch {
        switch error {
        case .notPermitted, .unreachable: failures.append(error)
        case .connectionLost, .timedOut, .problem, .protocolViolation: throw .client(error)
        }
      }
    }
    let refusal = failures.last { if case .notPermitted = $0 { true } else { false } }
    guard let failure = failures.first(where: \.showsDaemonDown) ?? refusal ?? failures.first
    else { throw .usage("no socket to ask") }
    throw .client(failure)
  }
}

extension ClientError {
  /// Whether sending a change again, with the same key, may help.
  var mayBeRepeated: Bool {
    switch self {
    case .connectionLost: true
    case .problem(let problem):
      [.outcomeUnknown, .unavailable, .busy, .tooManyRequests].contains(problem.knownCode)
    case .unreachable, .notPermitted, .timedOut, .protocolViolation: false
    }
  }

  /// Nobody listens: perhaps not yet again.
  var isUnreachable: Bool {
    if case .unreachable = self { true } else { false }
  }

  /// Nobody listens where a daemon's socket belongs. A folder that is not there at all tells
  /// nothing: a container may have been given another role's only.
  var showsDaemonDown: Bool {
    guard case .unreachable(let path, let code) = self else { return false }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return code != ENOENT || access(folder, F_OK) == 0
  }

  /// The daemon has decided not to do it.
  var isRefusal: Bool {
    if case .problem = self { !mayBeRepeated } else { false }
  }

  var leavesOutcomeUnknown: Bool {
    switch self {
    case .connectionLost, .timedOut: true
    case .problem(let problem): problem.knownCode == .outcomeUnknown
    case .unreachable, .notPermitted, .protocolViolation: false
    }
  }
}
