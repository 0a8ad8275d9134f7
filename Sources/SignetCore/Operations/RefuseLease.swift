import SignetAudit

/// Records that somebody named a lease that is another uid's. Always throws `.leaseForbidden`.
struct RefuseLease: Operation {
  /// Of the lease, where it is still known.
  let verifier: String?
  let owner: UInt32?

  var permission: Permission { .fetchKeys }
  var action: AuditAction? { .leaseUse }
  var workspace: WorkspaceID? { nil }

  func run(in scope: OperationScope, grant: Grant) throws {
    if let verifier { scope.detail("verifier", verifier) }
    if let owner { scope.detail("owner", "\(owner)") }
    throw SignetError.leaseForbidden
  }
}
