extension SecretService {
  /// What a `wait` may be: within its end every lease has been renewed with the revision or is over.
  public static var waitRange: ClosedRange<Duration> {
    .zero...LeaseTable.patience + LeaseTable.duration
  }

  /// How far a revision has come, now.
  ///
  /// Throws `.revisionNotFound` above the newest.
  public func propagation(of revision: UInt64) throws(SignetError) -> PropagationView {
    let (found, now) = try leases.change { (table, now) throws(SignetError) in
      table.sweep(now: now)
      return (try table.propagation(of: revision, now: now), now)
    }
    let wall = clock.now()
    func standings(_ leases: [Lease]) -> [PropagationView.Standing] {
      leases.sorted { $0.precedes($1) }.map { .init($0, now: now, wall: wall) }
    }
    return PropagationView(
      revision: revision, isComplete: found.isComplete, holding: standings(found.holding),
      expired: standings(found.expired), behind: standings(found.behind),
      anonymousUntil: found.anonymousUntil.map { wall + ($0 - now) })
  }

  /// How far it has come once it is complete, or after `wait`.
  ///
  /// Throws `.revisionNotFound`, and `.invalid` at `/wait` outside `waitRange`.
  public func propagation(
    of revision: UInt64, wait: Duration
  ) async throws(SignetError) -> PropagationView {
    try Self.check(wait)
    let (change, now) = try leases.withTable { (table, now) throws(SignetError) in
      (try table.change(revision), now)
    }
    if wait > .zero {
      await leases.wait(
        for: revision, workspace: change.workspace, anonymousUntil: change.anonymousUntil,
        until: now + wait)
    }
    return try propagation(of: revision)
  }

  /// Shows a secret once every live lease that concerns the workspace holds the revision that brought
  /// it in; waits for that at most `wait`. `override` shows it at once, and the audit entry says so.
  ///
  /// Throws what `RevealSecret` throws, `.verifiersBehind` if the wait was not enough, and `.invalid` at
  /// `/wait` outside `waitRange`. A refusal has one audit entry; waiting has none.
  public func reveal(
    _ operation: RevealSecret, wait: Duration, override: Bool, as principal: Principal,
    context: RequestContext
  ) async throws(SignetError) -> RevealSecret.Revealed {
    try Self.check(wait)
    let deadline = clock.uptime + wait
    let refusedBefore = try limits.take(for: operation, by: principal.uid, at: clock.now())
    while true {
      let isLast = clock.uptime >= deadline || Task.isCancelled || leases.isStopping
      let gated = GatedReveal(
        reveal: operation, leases: leases,
        gate: override ? .open : isLast ? .refusing : .waiting)
      let outcome = try await perform(
        gated, as: principal, context: context, refusedBefore: refusedBefore)
      switch outcome {
      case .revealed(let revealed): return revealed
      case .behind(let revision):
        await leases.wait(
          for: revision, workspace: operation.id, anonymousUntil: nil, until: deadline)
      }
    }
  }

  private static func check(_ wait: Duration) throws(SignetError) {
    guard waitRange.contains(wait) else {
      throw .invalid([FieldFault(pointer: "/wait", detail: "give 0s to 65s")])
    }
  }
}

extension PropagationView.Standing {
  init(_ lease: Lease, now: Duration, wall: Timestamp) {
    self.lease = lease.id
    verifier = lease.verifier
    uid = lease.uid
    expiresAt = wall + (lease.expiresAt - now)
  }
}
