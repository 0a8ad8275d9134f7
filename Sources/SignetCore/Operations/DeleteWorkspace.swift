public import SignetAudit

/// What a deletion left behind.
public struct Deletion: Equatable, Sendable {
  public let workspace: WorkspaceID
  public let revision: UInt64
  public let at: Timestamp
}

/// Destroys a workspace's data key and record for ever; its id is never given again.
public struct DeleteWorkspace: Operation {
  public let id: WorkspaceID
  public let precondition: Precondition

  public init(id: WorkspaceID, precondition: Precondition) {
    self.id = id
    self.precondition = precondition
  }

  public var permission: Permission { .changeWorkspaces }
  public var action: AuditAction? { .workspaceDelete }
  public var workspace: WorkspaceID? { id }

  public func run(in scope: OperationScope, grant: Grant) throws -> Deletion {
    let tag = try scope.keyring.tag(of: id)
    if let row = try scope.transaction.tombstone(tag) {
      return try replay(try scope.keyring.open(row), in: scope)
    }
    let opened = try scope.open(id)
    try precondition.check(etag: scope.etag(of: opened.workspace))
    let deletion = Deletion(
      workspace: id, revision: scope.nextRevision(), at: scope.deadlineNow)
    let tombstone = Tombstone(
      workspace: id, at: deletion.at, by: scope.author, deletion: deletion,
      idempotency: try request(in: scope))
    let row = try scope.keyring.seal(
      tombstone, revision: deletion.revision, entropy: scope.entropy)
    try scope.transaction.put(tombstone: row)
    try scope.transaction.removeWorkspace(tag)
    scope.commit.rowChanged(
      at: .init(opened.row), from: try scope.keyring.element(of: opened.row), to: nil)
    scope.commit.rowChanged(at: .init(row), from: nil, to: try scope.keyring.element(of: row))
    scope.commit.ledger.revision = deletion.revision
    scope.commit.note(AcceptedChange(workspace: id, keys: nil, revision: deletion.revision))
    return deletion
  }

  private func request(in scope: OperationScope) throws -> Tombstone.Request? {
    guard let claim = scope.context.idempotency, let principal = scope.principal else { return nil }
    return Tombstone.Request(
      owner: try IdempotencyRecord.owner(of: claim, uid: principal.uid),
      digest: claim.requestDigest)
  }

  /// The same request again gets the same answer; anybody else is told that it is gone.
  private func replay(_ tombstone: Tombstone, in scope: OperationScope) throws -> Deletion {
    guard let claimed = try request(in: scope), let done = tombstone.idempotency,
      claimed.owner == done.owner,
      scope.deadlineNow < tombstone.at + IdempotencyRecord.lifetime
    else { throw SignetError.workspaceDeleted }
    guard claimed.digest == done.digest else { throw SignetError.idempotencyKeyReused }
    scope.detail("replayed", "true")
    return tombstone.deletion
  }
}
