public import SignetAudit

/// A workspace without its secrets: what may be shown.
public struct WorkspaceView: Sendable {
  public let id: WorkspaceID
  public let createdAt: Timestamp
  public let createdBy: String
  public let revision: UInt64
  public let etag: String
  /// When this was read: the time that deadlines were judged by.
  public let now: Timestamp
  public let settings: SecuritySettings
  public let current: VersionMetadata
  public let retiring: VersionMetadata?
  /// In the order of their numbers.
  public let versions: [VersionMetadata]
  public let rotationDueAt: Timestamp?
  /// The last entries about it, newest first, where they were asked for.
  public let activity: [AuditEntry]
  /// Where it was asked for, as is the next one.
  public let usage: UsageView?
  /// Whether the grace window may end; nil also where there is none.
  public let verdict: RotationVerdict?

  public var isRotationDue: Bool { rotationDueAt.map { $0 <= now } ?? false }
}

extension WorkspaceView {
  init(
    _ workspace: Workspace, in scope: OperationScope, activity: [AuditEntry] = [],
    usage: UsageView? = nil
  ) {
    id = workspace.id
    createdAt = workspace.createdAt
    createdBy = workspace.createdBy
    revision = workspace.revision
    etag = scope.etag(of: workspace)
    now = scope.deadlineNow
    settings = workspace.settings
    current = VersionMetadata(workspace.current)
    retiring = workspace.retiring.map { VersionMetadata($0) }
    versions = workspace.versions.map { VersionMetadata($0) }
    rotationDueAt = workspace.rotationDueAt
    self.activity = activity
    self.usage = usage
    verdict = retiring.flatMap { usage?.verdict(on: $0, settings: workspace.settings) }
  }
}
