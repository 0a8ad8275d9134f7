import SignetAudit
import SignetCrypto

/// What an entry says, before it has its place in the log.
struct AuditRecord {
  var actor: AuditActor
  var role: AuditRole
  var action: AuditAction
  var workspace: WorkspaceID?
  var version: UInt32?
  var outcome: AuditOutcome
  var requestID: String
  var reason: String?
  var revision: UInt64?
  var details: [AuditDetail] = []
}

extension CommitScope {
  /// Appends an entry to the log, in the transaction of what it tells of. If this throws, the unit
  /// must fail: what has no entry has not happened.
  func append(
    _ record: AuditRecord, now: Timestamp, keyring: Keyring, entropy: any EntropySource
  ) throws {
    let head = ledger.auditHead
    let entry = AuditEntry(
      sequence: head.sequence + 1, time: now.milliseconds, actor: record.actor, role: record.role,
      action: record.action, workspace: record.workspace?.text, version: record.version,
      outcome: record.outcome, requestID: record.requestID, reason: record.reason,
      revision: record.revision, details: record.details,
      salt: try entropy.bytes(AuditEntry.saltLength))
    let row = try keyring.seal(entry, after: head.link, entropy: entropy)
    try transaction.append(audit: row)
    ledger.auditHead = AuditHead(sequence: row.sequence, link: try AuditLink(row.link))
    ledger.latestTime = max(ledger.latestTime, now)
    // Verifiers' fetches are too many for the operator's log.
    if record.role == .admin { note(.audited(AuditNotice(record))) }
  }
}
