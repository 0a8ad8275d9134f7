import SignetAudit
import SignetCrypto
import SignetTokens

/// What an operation works with: the transaction, the keys, the time, and who asks. It collects
/// what the audit entry will say.
public final class OperationScope {
  let commit: CommitScope
  let keyring: Keyring
  let entropy: any EntropySource
  /// Nil for what the daemon does by itself.
  let principal: Principal?
  let context: RequestContext
  let now: Timestamp
  /// Uses that are not known to be on the disk.
  let tracker: UsageTracker
  let leaseFacts: (WorkspaceID) -> LeaseFacts

  /// The version that the entry is about.
  var version: UInt32?
  /// What the operation changed or chose, for the entry.
  var details: [AuditDetail] = []
  /// Whether the operation did nothing yet that an entry could tell of: it will be run again.
  var leavesNoEntry = false
  /// The version that it minted, or that is accepted longer by it, and that no change tells of yet.
  var introduced: UInt32?
  /// The revision that it made.
  private(set) var revision: UInt64?

  init(
    commit: CommitScope, keyring: Keyring, entropy: any EntropySource, principal: Principal?,
    context: RequestContext, now: Timestamp, tracker: UsageTracker,
    leaseFacts: @escaping (WorkspaceID) -> LeaseFacts
  ) {
    self.commit = commit
    self.keyring = keyring
    self.entropy = entropy
    self.principal = principal
    self.context = context
    self.now = now
    self.tracker = tracker
    self.leaseFacts = leaseFacts
  }

  var transaction: any StoreTransaction { commit.transaction }

  /// The time that deadlines are judged by: a clock that was set back brings nothing back.
  var deadlineNow: Timestamp { max(now, commit.ledger.latestTime) }

  /// Whether a reason was given that says anything.
  var hasReason: Bool { context.reason?.contains { !$0.isWhitespace } ?? false }

  var author: String { principal?.author(context) ?? "signet" }
  var act: Workspace.Act { .init(at: deadlineNow, by: author) }

  func detail(_ name: String, _ value: String) {
    details.append(AuditDetail(name: name, value: value))
  }

  /// An entry beside the operation's own, for a second thing that it does.
  func appendEntry(
    action: AuditAction, workspace: WorkspaceID, version: UInt32
  ) throws {
    try commit.append(
      AuditRecord(
        actor: principal?.auditActor(context) ?? .system, role: principal?.auditRole ?? .system,
        action: action, workspace: workspace, version: version, outcome: .allowed,
        requestID: context.requestID, reason: context.reason,
        revision: commit.ledger.revision + 1),
      now: now, keyring: keyring, entropy: entropy)
  }

  // MARK: Workspaces

  /// Opens a workspace, with its passed deadline applied (and audited as the system's doing).
  ///
  /// Throws `.workspaceNotFound` or `.workspaceDeleted`.
  func open(_ id: WorkspaceID) throws -> OpenedWorkspace {
    let tag = try keyring.tag(of: id)
    guard let row = try transaction.workspace(tag) else {
      throw try transaction.tombstone(tag) == nil
        ? SignetError.workspaceNotFound : SignetError.workspaceDeleted
    }
    return try applyDeadline(to: try keyring.opened(row))
  }

  /// Opens one of many rows. Nil where it does not open, which the operator hears of: one damaged
  /// row must not keep the others from being served.
  func openIfWhole(_ row: WorkspaceRow) throws -> OpenedWorkspace? {
    do {
      return try keyring.opened(row)
    } catch let damage as DamagedRow {
      commit.note(.damaged(damage.description))
      return nil
    }
  }

  func applyDeadline(to opened: OpenedWorkspace) throws -> OpenedWorkspace {
    var workspace = opened.workspace
    guard let retired = workspace.applyDeadline(now: deadlineNow) else { return opened }
    let next = commit.ledger.revision + 1
    workspace.revision = next
    let row = try write(workspace, replacing: opened.row)
    try commit.append(
      AuditRecord(
        actor: .system, role: .system, action: .secretRetire, workspace: workspace.id,
        version: retired, outcome: .allowed, requestID: context.requestID, revision: next),
      now: now, keyring: keyring, entropy: entropy)
    commit.note(.retired(workspace: workspace.id.text, version: retired))
    return OpenedWorkspace(workspace: workspace, row: row)
  }

  /// Writes a changed workspace as the next revision, together with what a repeated request is to
  /// be answered.
  func save(_ opened: OpenedWorkspace, ended: [UInt32] = []) throws -> Receipt {
    try save(opened.workspace, replacing: opened.row, ended: ended)
  }

  func saveNew(_ workspace: Workspace) throws -> Receipt {
    try save(workspace, replacing: nil, ended: [])
  }

  /// The next revision, made by this operation.
  func nextRevision() -> UInt64 {
    let next = commit.ledger.revision + 1
    revision = next
    return next
  }

  private func save(
    _ changed: Workspace, replacing row: WorkspaceRow?, ended: [UInt32]
  ) throws -> Receipt {
    var workspace = changed
    workspace.revision = nextRevision()
    let receipt = Receipt(of: workspace, at: deadlineNow, ended: ended)
    if let claim = context.idempotency, let principal {
      workspace.idempotency.add(
        IdempotencyRecord(
          owner: try IdempotencyRecord.owner(of: claim, uid: principal.uid),
          requestDigest: claim.requestDigest, receipt: receipt), now: deadlineNow)
    }
    _ = try write(workspace, replacing: row)
    return receipt
  }

  private func write(_ workspace: Workspace, replacing row: WorkspaceRow?) throws -> WorkspaceRow {
    let next =
      if let row {
        try keyring.seal(workspace, replacing: row, entropy: entropy)
      } else {
        try keyring.seal(new: workspace, entropy: entropy)
      }
    try transaction.put(workspace: next)
    commit.rowChanged(
      at: .init(next), from: try row.map { try keyring.element(of: $0) },
      to: try keyring.element(of: next))
    commit.ledger.revision = workspace.revision
    commit.note(
      AcceptedChange(
        workspace: workspace.id, keys: try AcceptedKeys(of: workspace),
        revision: workspace.revision, introduces: introduced))
    introduced = nil
    return next
  }

  /// The receipt of the same request done before; nil if it is new.
  func replay(_ records: [IdempotencyRecord]) throws -> Receipt? {
    guard let claim = context.idempotency, let principal else { return nil }
    let owner = try IdempotencyRecord.owner(of: claim, uid: principal.uid)
    guard let receipt = try records.replay(of: claim, owner: owner, now: deadlineNow) else {
      return nil
    }
    detail("replayed", "true")
    return receipt
  }

  /// Throws `.tooManyIdempotencyKeys` if this request's key could not be kept.
  func checkRoom(in records: [IdempotencyRecord]) throws(SignetError) {
    guard context.idempotency != nil, principal != nil else { return }
    try records.checkRoom(now: deadlineNow)
  }

  func etag(of workspace: Workspace) -> String { "\"\(keyring.epoch).\(workspace.revision)\"" }
}
