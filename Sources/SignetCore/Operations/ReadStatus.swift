public import SignetAudit

/// How the daemon is.
public struct ReadStatus: Operation {
  public struct Status: Sendable {
    public let epoch: Epoch
    public let revision: UInt64
    public let now: Timestamp
    /// Nil for a verifier, who is not to know whom the daemon serves.
    public let counts: Counts?
  }

  public struct Counts: Sendable {
    public let workspaces: Int
    /// Of them, those with a grace window.
    public let rotating: Int
    public let auditEntries: UInt64
  }

  public init() {}

  public var permission: Permission { .readStatus }
  public var action: AuditAction? { nil }
  public var workspace: WorkspaceID? { nil }

  public func run(in scope: OperationScope, grant: Grant) throws -> Status {
    Status(
      epoch: scope.keyring.epoch, revision: scope.commit.ledger.revision, now: scope.now,
      counts: grant.principal.role == .verifier ? nil : try counts(in: scope))
  }

  private func counts(in scope: OperationScope) throws -> Counts {
    let counts = try scope.transaction.workspaceCounts()
    // Those whose deadline has passed are on the sweeper's list and no longer in a grace window.
    let ended = try scope.transaction.workspaces(
      dueAt: scope.deadlineNow.milliseconds, limit: 200
    ).count
    return Counts(
      workspaces: counts.all, rotating: counts.withDeadline - ended,
      auditEntries: scope.commit.ledger.auditHead.sequence)
  }
}
