public import SignetAudit

/// One thing that can be asked of the service. A file each in `Operations/`.
///
/// `run` is called within a savepoint: if it throws, nothing of what it did is kept, and the audit
/// entry says why.
public protocol Operation<Output>: Sendable {
  associatedtype Output: Sendable

  var permission: Permission { get }
  /// What the audit log calls it; nil for a read that discloses nothing.
  var action: AuditAction? { get }
  /// The workspace it is about, for the audit entry.
  var workspace: WorkspaceID? { get }

  /// Only the service makes a scope, and only `Policy` a grant.
  func run(in scope: OperationScope, grant: Grant) throws -> Output
}

/// An operation that changes a workspace that exists: opening it, replaying a repeated request and
/// writing it back are the same for all of them.
protocol WorkspaceChange: Operation where Output == Receipt {
  var id: WorkspaceID { get }
  /// Whether it ends that a secret is accepted: that is never refused for want of room.
  var isEmergency: Bool { get }

  /// Changes the value. Answers the numbers of the versions that ended, or nil if there was nothing
  /// to change.
  func change(_ workspace: inout Workspace, in scope: OperationScope) throws -> [UInt32]?
}

extension WorkspaceChange {
  public var workspace: WorkspaceID? { id }
  public var permission: Permission { .changeWorkspaces }
  var isEmergency: Bool { false }

  public func run(in scope: OperationScope, grant: Grant) throws -> Receipt {
    var opened = try scope.open(id)
    if let receipt = try scope.replay(opened.workspace.idempotency) { return receipt }
    // Before the change, so that the entry of a refusal tells of no version that never was.
    if !isEmergency { try scope.checkRoom(in: opened.workspace.idempotency) }
    if let ended = try change(&opened.workspace, in: scope) {
      return try scope.save(opened, ended: ended)
    }
    // With a key that nothing was to be changed is a result too: repeated after somebody else's
    // change, the request must still change nothing. So it is kept, as a revision of its own.
    if scope.context.idempotency != nil { return try scope.save(opened) }
    return Receipt(of: opened.workspace, at: scope.deadlineNow)
  }
}
