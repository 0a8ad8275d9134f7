public import SignetAudit
public import SignetTokens

/// A workspace without its secrets: what may be shown and kept.
public struct WorkspaceView: Sendable {
  public struct Version: Equatable, Sendable {
    public let number: UInt32
    public let kid: KeyID
    public let origin: SecretVersion.Origin
    /// `current`, `retiring`, `retired` or `revoked`.
    public let state: String
    public let createdAt: Timestamp
    public let createdBy: String
    public let grace: SecretVersion.GraceWindow?
    public let ending: SecretVersion.Ending?
  }

  public let id: WorkspaceID
  public let createdAt: Timestamp
  public let createdBy: String
  public let revision: UInt64
  public let etag: String
  /// When this was read: the time that deadlines were judged by.
  public let now: Timestamp
  public let settings: SecuritySettings
  /// In the order of their numbers.
  public let versions: [Version]
  public let rotationDueAt: Timestamp?
  /// The last entries about it, newest first, where they were asked for.
  public let activity: [AuditEntry]

  public var current: Version? { versions.last { $0.state == "current" } }
  public var retiring: Version? { versions.last { $0.state == "retiring" } }
  public var isRotationDue: Bool { rotationDueAt.map { $0 <= now } ?? false }
}

extension WorkspaceView {
  init(_ workspace: Workspace, in scope: OperationScope, activity: [AuditEntry] = []) {
    id = workspace.id
    createdAt = workspace.createdAt
    createdBy = workspace.createdBy
    revision = workspace.revision
    etag = scope.etag(of: workspace)
    now = scope.deadlineNow
    settings = workspace.settings
    versions = workspace.versions.map {
      Version(
        number: $0.number, kid: $0.kid, origin: $0.origin, state: $0.stateName,
        createdAt: $0.createdAt, createdBy: $0.createdBy, grace: $0.grace, ending: $0.ending)
    }
    rotationDueAt = workspace.rotationDueAt
    self.activity = activity
  }
}
