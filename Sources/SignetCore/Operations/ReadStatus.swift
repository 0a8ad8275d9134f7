public import SignetAudit

/// How the daemon is.
public struct ReadStatus: Operation {
  public struct Status: Sendable {
    public let epoch: Epoch
    public let revision: UInt64
    public let now: Timestamp
    public let workspaces: Int
    /// Of them, those with a grace window.
    public let rotating: Int
    public let auditSequence: UInt64
  }

  public init() {}

  public var permission: Permission { .readStatus }
  public var action: AuditAction? { nil }
  public var workspace: WorkspaceID? { nil }

  public func run(in scope: OperationScope, grant: Grant) throws -> Status {
    let counts = try scope.transaction.workspaceCounts()
    // Those whose deadline has passed are on the sweeper's list and no longer in a grace window.
    let ended = try scope.transaction.workspaces(
      dueAt: scope.deadlineNow.milliseconds, limit: 200
    ).count
    return Status(
      epoch: scope.keyring.epoch, revision: scope.commit.ledger.revision, now: scope.now,
      workspaces: counts.all, rotating: counts.withDeadline - ended,
      auditSequence: scope.commit.ledger.auditHead.sequence)
  }
}
