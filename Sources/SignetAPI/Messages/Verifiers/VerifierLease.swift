/// A live lease, as `GET /v1/verifiers` lists it.
public struct VerifierLease: Sendable, Hashable, Codable {
  /// The verifier's own name for itself; many may share one.
  public var verifier: String
  public var lease: String
  public var uid: UInt32
  /// The name that the uid had when the lease was granted.
  public var user: String?
  /// A hint only: the process may have ended, and its number been given away.
  public var pid: Int32
  public var since: APITime
  /// When it runs out unless it is renewed.
  public var expiresAt: APITime
  /// The revision that it holds.
  public var holds: UInt64
  /// Changes that concern it and that it does not hold yet.
  public var lag: Int
  /// Whether its event stream is open.
  public var connected: Bool
  /// The workspaces that it is for; absent where it is for all.
  public var workspaces: [String]?
  /// When it last renewed, and so reported; absent until its first renewal.
  public var reportedAt: APITime?

  public init(
    verifier: String, lease: String, uid: UInt32, user: String? = nil, pid: Int32,
    since: APITime, expiresAt: APITime, holds: UInt64, lag: Int, connected: Bool,
    workspaces: [String]? = nil, reportedAt: APITime? = nil
  ) {
    self.verifier = verifier
    self.lease = lease
    self.uid = uid
    self.user = user
    self.pid = pid
    self.since = since
    self.expiresAt = expiresAt
    self.holds = holds
    self.lag = lag
    self.connected = connected
    self.workspaces = workspaces
    self.reportedAt = reportedAt
  }
}
