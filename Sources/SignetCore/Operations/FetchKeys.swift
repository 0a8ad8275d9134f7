public import SignetAudit

/// Gives a verifier the accepted keys of a workspace: one audited disclosure.
public struct FetchKeys: Operation {
  public let id: WorkspaceID

  public init(id: WorkspaceID) { self.id = id }

  public var permission: Permission { .fetchKeys }
  public var action: AuditAction? { .keysFetch }
  public var workspace: WorkspaceID? { id }

  public func run(in scope: OperationScope, grant: Grant) throws -> AcceptedKeys {
    let workspace = try openOrDrop(in: scope)
    let keys = try AcceptedKeys(of: workspace)
    let versions = keys.accepted(at: scope.deadlineNow).map { "\($0.version)" }
    scope.version = workspace.current.number
    scope.detail("versions", versions.joined(separator: ","))
    // In memory from now on, so that the next request can be answered by 304.
    scope.commit.note(AcceptedChange(workspace: id, keys: keys))
    return keys
  }

  /// To a verifier a deleted workspace is one that does not exist: it drops what it has.
  private func openOrDrop(in scope: OperationScope) throws -> Workspace {
    do {
      return try scope.open(id).workspace
    } catch SignetError.workspaceDeleted {
      throw SignetError.workspaceNotFound
    }
  }
}
