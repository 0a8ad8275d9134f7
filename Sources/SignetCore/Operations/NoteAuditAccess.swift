import SignetAudit

/// Records that somebody reads or verifies the audit log; the reading itself follows in pieces
/// that never hold the committer for long.
struct NoteAuditAccess: Operation {
  let action: AuditAction?
  let workspace: WorkspaceID?
  let details: [AuditDetail]

  var permission: Permission { .readAudit }

  /// Where the log ends, with the entry that this makes not yet in it.
  func run(in scope: OperationScope, grant: Grant) throws -> AuditHead {
    scope.details += details
    return scope.commit.ledger.auditHead
  }
}
