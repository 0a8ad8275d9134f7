import SignetAudit
import SignetCrypto
import Synchronization

/// The only door to the secrets. Every request passes `perform`, which authorises, applies passed
/// deadlines, runs the operation, appends the audit entry with its outcome, and commits; or the hot
/// path beside it (`SecretService+HotPath`), which discloses nothing and touches no database.
public final class SecretService: Sendable {
  let keyring: Keyring
  let clock: any TrustedClock
  let entropy: any EntropySource
  let committer: Committer
  let live: LiveState
  let leases: LeaseBoard
  let census = RotationCensus()
  let limits: RateLimits
  let meter: (any ServiceMeter)?
  let usage: UsageTracker
  /// This run of the daemon, as its row tells of it.
  let session: SessionKeeper
  /// The machine's boot.
  var boot: String { session.boot }
  /// Whether a walk along the audit log is under way.
  let walking = Atomic<Bool>(false)

  init(
    store: any Store, opened: Opened, clock: any TrustedClock, entropy: any EntropySource,
    cacheCapacity: Int, disclosureRate: Int, meter: (any ServiceMeter)?,
    usageSession: UInt64, events: @escaping @Sendable (ServiceEvent) -> Void
  ) {
    keyring = opened.keyring
    session = opened.session
    self.clock = clock
    self.entropy = entropy
    self.meter = meter
    usage = UsageTracker(session: usageSession, gap: opened.session.gap)
    limits = RateLimits(disclosureRate: disclosureRate)
    let leases = LeaseBoard(opened.leases, clock: clock)
    self.leases = leases
    let ledger = opened.ledger
    let live = LiveState(ledger: ledger, cacheCapacity: cacheCapacity, leases: leases)
    self.live = live
    committer = Committer(
      store: store, keyring: opened.keyring, ledger: ledger, entropy: entropy, observer: live,
      meter: meter,
      events: { event in
        live.heard(event)
        events(event)
      })
  }

  public var epoch: Epoch { keyring.epoch }
  /// The revision of the newest commit.
  public var revision: UInt64 { live.revision }
  public func now() -> Timestamp { clock.now() }
  /// Operations of a lane that wait for the committer.
  public func waiting(in lane: Lane) -> Int { committer.depth(of: lane) }

  /// Sets how many secrets one uid may be shown a second, on average, from now on.
  public func set(disclosureRate: Int) { limits.set(disclosureRate: disclosureRate) }

  /// Does what waits, writes what was counted, then closes the store. Blocks until it is closed.
  public func stop() {
    endUsage()
    committer.stop()
  }

  /// Runs `operation` for `principal` in one transaction with its audit entry; answers once that is
  /// on the disk.
  ///
  /// Throws the operation's own refusals, `.forbidden`, `.tooManyRequests`, `.busy`,
  /// `.unavailable` (nothing was changed or disclosed) and `.outcomeUnknown`.
  public func perform<O: Operation>(
    _ operation: O, as principal: Principal, context: RequestContext
  ) async throws(SignetError) -> O.Output {
    let refused = try limits.take(for: operation, by: principal.uid, at: clock.now())
    return try await perform(operation, as: principal, context: context, refusedBefore: refused)
  }

  /// The same after the limits: `refusedBefore` is what they said.
  func perform<O: Operation>(
    _ operation: O, as principal: Principal, context: RequestContext, refusedBefore: Int
  ) async throws(SignetError) -> O.Output {
    let lane: Lane = principal.role == .admin ? .admin : .verifier
    return try await committer.submit(lane) { commit in
      try self.run(
        operation, as: principal, context: context, refusedBefore: refusedBefore, commit: commit)
    }.get()
  }

  /// The refusal is a value here: its audit entry is committed like any other.
  private func run<O: Operation>(
    _ operation: O, as principal: Principal, context: RequestContext, refusedBefore: Int,
    commit: CommitScope
  ) throws -> Result<O.Output, SignetError> {
    let scope = scope(commit, principal: principal, context: context)
    if refusedBefore > 0 { scope.detail("refusedBefore", "\(refusedBefore)") }
    let result: Result<O.Output, SignetError>
    do {
      let grant = try Policy.authorise(operation.permission, principal)
      // Deadlines stay applied also where the operation itself fails.
      if let id = operation.workspace { try applyDeadline(of: id, in: scope) }
      result = .success(try commit.attempt { try operation.run(in: scope, grant: grant) })
    } catch let refusal as SignetError where !refusal.isServiceFailure {
      result = .failure(refusal)
    }
    if !scope.leavesNoEntry,
      let entry = record(of: operation, result, scope: scope, principal: principal)
    {
      try commit.append(entry, now: scope.now, keyring: keyring, entropy: entropy)
    }
    return result
  }

  func scope(
    _ commit: CommitScope, principal: Principal?, context: RequestContext
  ) -> OperationScope {
    OperationScope(
      commit: commit, keyring: keyring, entropy: entropy, principal: principal, context: context,
      now: clock.now(), tracker: usage, leaseFacts: { self.leaseFacts(for: $0) })
  }

  private func applyDeadline(of id: WorkspaceID, in scope: OperationScope) throws {
    guard let row = try scope.transaction.workspace(try keyring.tag(of: id)),
      let deadline = row.nextDeadline, deadline <= scope.deadlineNow.milliseconds
    else { return }
    _ = try scope.applyDeadline(to: try keyring.opened(row))
  }

  private func record<O: Operation>(
    of operation: O, _ result: Result<O.Output, SignetError>, scope: OperationScope,
    principal: Principal
  ) -> AuditRecord? {
    let outcome: AuditOutcome
    switch result {
    case .success: outcome = .allowed
    case .failure(let refusal):
      outcome =
        refusal.isDenial ? .denied(code: refusal.code) : .failed(code: refusal.code)
    }
    var action = operation.action
    // A read that discloses nothing has no entry, unless it was denied.
    if action == nil, case .denied = outcome { action = .routeRefuse }
    guard let action else { return nil }
    var revision: UInt64?
    if case .success = result { revision = scope.revision }
    return AuditRecord(
      actor: principal.auditActor(scope.context), role: principal.auditRole, action: action,
      workspace: operation.workspace, version: scope.version, outcome: outcome,
      requestID: scope.context.requestID, reason: scope.context.reason, revision: revision,
      details: scope.details)
  }
}
