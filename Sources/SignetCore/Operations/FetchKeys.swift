public import SignetAudit

/// Gives a verifier the accepted keys of a workspace: one audited disclosure.
public struct FetchKeys: Operation {
  public let id: WorkspaceID

  public init(id: WorkspaceID) { self.id = id }

  public var permission: Permission { .fetchKeys }
  public var action: AuditAction? { .keysFetch }
  public var workspace: WorkspaceID? { id }

  public func run(in scope: OperationScope, grant: Grant) throws -> AcceptedKeys {
    let workspace = try scope.open(id).workspace
    let keys = try AcceptedKeys(of: workspace)
    let versions = keys.accepted(at: scope.deadlineNow).map { "\($0.version)" }
    scope.version = workspace.current.number
    scope.detail("versions", versions.joined(separator: ","))
    // In memory from now on, so that the next request can be answered by 304.
    scope.commit.note(AcceptedChange(workspace: id, keys: keys))
    return keys
  }
}
