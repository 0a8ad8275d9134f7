// What may be asked about leases, and the feed of changes.
extension SecretService {
  /// Live leases, in the order of the verifiers' names.
  ///
  /// Throws `.forbidden`.
  public func verifiers(as principal: Principal) throws(SignetError) -> [LeaseView] {
    _ = try Policy.authorise(.readWorkspaces, principal)
    // Counted outside the lock, which commits and renewals wait for.
    let (live, ring, now) = leases.change { table, now in
      table.sweep(now: now)
      return (Array(table.leases.values), table.ring, now)
    }
    let wall = clock.now()
    return live.sorted { $0.precedes($1) }.map { lease in
      LeaseView(
        lease: lease.id, verifier: lease.verifier, uid: lease.uid, user: lease.user,
        pid: lease.pid, since: lease.since, expiresAt: wall + (lease.expiresAt - now),
        holds: lease.holds, lag: ring.lag(of: lease), isConnected: lease.streams > 0,
        workspaces: lease.workspaces, reportedAt: lease.reported?.at)
    }
  }

  /// Whether the lease may still be used.
  public func isLive(_ lease: LeaseID) -> Bool {
    leases.withTable { table, now in table.isLive(lease, now: now) }
  }

  /// Says that an event stream is open for the lease, until `streamClosed`.
  public func streamOpened(_ lease: LeaseID) {
    leases.withTable { table, _ in table.update(lease) { $0.streams += 1 } }
  }

  public func streamClosed(_ lease: LeaseID) {
    leases.withTable { table, _ in table.update(lease) { $0.streams = max(0, $0.streams - 1) } }
  }

  /// What has changed after `revision`, at most `limit` changes.
  public func changes(after revision: UInt64, limit: Int) -> KeyChanges {
    leases.withTable { table, _ in table.ring.changes(after: revision, limit: limit) }
  }

  /// Calls `wake` after each commit that changed something, and when leases have ended. It is called on
  /// the thread that did it, so it must not wait.
  public func watchChanges(_ wake: @escaping @Sendable () -> Void) -> ChangeWatch {
    leases.watch(wake)
  }

  /// What leases say about whether all uses of a workspace's keys are known.
  public func leaseFacts(for id: WorkspaceID) -> LeaseFacts {
    // As a change: streams of leases that it ends are to hear of it.
    let live = leases.change { table, now in
      table.sweep(now: now)
      return table.leases.values.filter { $0.concerns(id) }
    }
    noteLapses()
    return LeaseFacts(
      live: live.sorted { $0.precedes($1) }.map {
        LeaseFacts.Reporter(
          lease: $0.id, verifier: $0.verifier, since: $0.since, reported: $0.reported)
      })
  }

  /// Takes down that the last reports of verifiers whose leases ran out may be missing.
  func noteLapses() {
    let (lapses, now) = leases.withTable { table, now in (table.lapses.take(), now) }
    // Versions have their times by it.
    let wall = deadlineNow
    for lapse in lapses {
      usage.note(
        UsageGap(at: wall + (lapse.at - now), cause: .leaseRanOut(verifier: lapse.verifier)),
        in: lapse.workspaces)
    }
  }
}

extension Lease {
  func precedes(_ other: Lease) -> Bool {
    (verifier, id.text) < (other.verifier, other.id.text)
  }
}
