public import SignetAudit

/// Ends the grace window now: the old secret is refused from this commit on.
public struct FinishRotation: WorkspaceChange {
  public let id: WorkspaceID

  public init(id: WorkspaceID) { self.id = id }

  public var action: AuditAction? { .rotationFinish }

  var isEmergency: Bool { true }

  func change(_ workspace: inout Workspace, in scope: OperationScope) throws -> [UInt32]? {
    let ended = try workspace.finish(act: scope.act)
    scope.version = ended
    return [ended]
  }
}
