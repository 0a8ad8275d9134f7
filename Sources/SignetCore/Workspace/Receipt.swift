/// What a change left behind: the answer of every operation that changes a workspace, and what a
/// repeated request with the same Idempotency-Key gets again. Never holds a secret.
public struct Receipt: Equatable, Sendable {
  public let workspace: WorkspaceID
  /// The revision that the change made; the present one where there was nothing to change.
  public let revision: UInt64
  public let at: Timestamp
  public let current: VersionMetadata
  public let retiring: VersionMetadata?
  /// The versions that this change ended.
  public let ended: [VersionMetadata]
  public let settings: SecuritySettings
}

extension Receipt {
  init(of workspace: Workspace, at: Timestamp, ended: [UInt32] = []) {
    self.workspace = workspace.id
    revision = workspace.revision
    self.at = at
    current = VersionMetadata(workspace.current)
    retiring = workspace.retiring.map { VersionMetadata($0) }
    self.ended = workspace.versions.filter { ended.contains($0.number) }.map {
      VersionMetadata($0)
    }
    settings = workspace.settings
  }
}
