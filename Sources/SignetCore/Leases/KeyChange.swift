/// That what a workspace's verifiers are to know has changed. Holds no key material.
public struct KeyChange: Equatable, Sendable {
  public let revision: UInt64
  public let workspace: WorkspaceID

  public init(revision: UInt64, workspace: WorkspaceID) {
    self.revision = revision
    self.workspace = workspace
  }
}

/// What follows a revision.
public enum KeyChanges: Equatable, Sendable {
  /// In the order of their revisions; empty where nothing has changed.
  case changes([KeyChange])
  /// Changes since then cannot be told any more: everything up to `newest` is to be fetched again.
  case gone(newest: UInt64)
}
