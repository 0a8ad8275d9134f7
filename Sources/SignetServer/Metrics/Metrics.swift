public import NIOCore
public import SignetCore
public import SignetTokens

/// What the daemon counts of itself, for `GET /metrics`: one for the service and all its sockets.
///
/// Counters begin at nought with the process. Nothing in it is of a single workspace, user or
/// secret.
public final class Metrics: ServiceMeter {
  /// One of something for each socket.
  struct EachSocket<Meter: Sendable>: Sendable {
    private let admin: Meter
    private let verifier: Meter
    private let audit: Meter

    init(_ make: () -> Meter) { (admin, verifier, audit) = (make(), make(), make()) }

    subscript(role: SocketRole) -> Meter {
      switch role {
      case .admin: admin
      case .verifier: verifier
      case .audit: audit
      }
    }
  }

  let requests = EachSocket { RequestMeter() }
  let streams = EachSocket { StreamMeter() }
  let work = WorkMeter()
  private let connectionMeters = EachSocket { ConnectionMeter() }
  /// The directory whose file system's room is told; nil: it is not.
  let stateDirectory: String?
  /// How long a scrape waits for what only the store knows before it goes without.
  let patience: TimeAmount

  /// - Parameters:
  ///   - stateDirectory: where the database is; without it nothing is told of the disk.
  ///   - patience: how long to wait for the store.
  public init(stateDirectory: String? = nil, patience: TimeAmount = .seconds(2)) {
    self.stateDirectory = stateDirectory
    self.patience = patience
  }

  /// Of the role's socket, to be given to its `Server.Endpoint`.
  public func connections(of role: SocketRole) -> ConnectionMeter { connectionMeters[role] }

  public func committed(operations: Int, in duration: Duration) {
    work.committed(operations: operations, in: duration)
  }

  public func commitFailed(outcomeIsKnown: Bool) {
    work.commitFailed(outcomeIsKnown: outcomeIsKnown)
  }

  public func judged(_ verdict: TokenVerdict) { work.judged(verdict) }
}
