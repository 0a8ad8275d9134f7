/// Why a server cannot start.
public enum ServerError: Error, Equatable {
  /// The socket could not be taken over; `reason` is the network library's.
  case cannotListen(role: SocketRole, reason: String)
}
