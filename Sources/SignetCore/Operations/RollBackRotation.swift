public import SignetAudit

/// Makes the retiring secret current again.
public struct RollBackRotation: WorkspaceChange {
  public let id: WorkspaceID
  /// Revokes the newer secret instead of leaving it the grace that remained.
  public let revoking: Bool

  public init(id: WorkspaceID, revoking: Bool = false) {
    self.id = id
    self.revoking = revoking
  }

  public var action: AuditAction? { .rotationRollback }

  func change(_ workspace: inout Workspace, in scope: OperationScope) throws -> [UInt32]? {
    let gaveWay = try workspace.rollback(revoking: revoking, act: scope.act)
    scope.version = workspace.current.number
    // Verifiers that do not know of it yet refuse the version from the end of its grace window on.
    scope.introduced = scope.version
    scope.detail(revoking ? "revoked" : "retiring", "\(gaveWay)")
    return revoking ? [gaveWay] : []
  }
}
