extension LeaseTable {
  /// A live lease of `uid`'s.
  ///
  /// Throws `.leaseNotFound`, `.leaseForbidden`.
  private func live(_ id: LeaseID, uid: UInt32, now: Duration) throws(SignetError) -> Lease {
    guard let lease = leases[id], lease.isLive(at: now) else { throw .leaseNotFound }
    guard lease.uid == uid else { throw .leaseForbidden }
    return lease
  }

  /// Throws `.leaseBehind` if a change that concerns `workspaces` was committed 5 s ago or longer, and
  /// `holds` is less.
  private func require(
    _ holds: UInt64, of lease: Lease, on workspaces: Set<WorkspaceID>?, now: Duration
  ) throws(SignetError) {
    let required = ring.newest(concerning: workspaces, after: holds, by: now - Self.patience)
    if let required { throw .leaseBehind(holds: lease.holds, revision: required) }
  }

  /// Where nothing that concerns `workspaces` has changed since `holds`, that is as good as the newest.
  private func raised(_ holds: UInt64, on workspaces: Set<WorkspaceID>?) -> UInt64 {
    ring.newest(concerning: workspaces, after: holds) == nil ? ring.newest : holds
  }

  mutating func renew(
    _ id: LeaseID, holds said: UInt64, uid: UInt32, now: Duration
  ) throws(SignetError) -> LeaseRenewed {
    sweep(now: now)
    let lease = try live(id, uid: uid, now: now)
    guard said <= ring.newest else {
      throw .invalid([
        FieldFault(
          pointer: "/holds",
          detail: "there is no revision \(said) yet: the newest is \(ring.newest)")
      ])
    }
    let known = max(lease.holds, said)
    try require(known, of: lease, on: lease.workspaces, now: now)
    let holds = raised(known, on: lease.workspaces)
    update(id) {
      $0.holds = holds
      $0.expiresAt = now + Self.duration
    }
    nowHolds(holds, id)
    return LeaseRenewed(holds: holds, revision: ring.newest)
  }

  mutating func reported(_ id: LeaseID, _ report: LeaseFacts.Reported) {
    update(id) { $0.reported = report }
  }

  /// The verifier uses no key any more.
  mutating func release(_ id: LeaseID, uid: UInt32, now: Duration) throws(SignetError) {
    sweep(now: now)
    _ = try live(id, uid: uid, now: now)
    remove(id)
    noLongerBehind(id)
  }

  // MARK: Granting

  /// Takes a place for a new lease. Answers what it will hold, as far as is known now.
  ///
  /// Throws `.busy`; `.leaseForbidden` where the lease to be replaced is another's; `.leaseBehind` where
  /// that one could not be renewed: its key sets must not live on under a new name.
  mutating func prepareGrant(
    uid: UInt32, workspaces: Set<WorkspaceID>?, replacing old: LeaseID?, now: Duration
  ) throws(SignetError) -> UInt64 {
    sweep(now: now)
    let replaced = try replaceable(old, by: workspaces, uid: uid, now: now)
    // The one that it takes the place of leaves it one.
    let leaves = replaced.map { workspaces.covers($0.workspaces) } ?? false
    guard hasPlace(for: leaves ? 0 : 1, of: uid) else { throw .busy }
    takePlace(for: uid)
    return replaced?.holds ?? ring.newest
  }

  /// A lease whose place is to be taken, holding what the new one is to hold.
  ///
  /// Nil where there is no such lease any more: then its verifier uses no key until it has fetched.
  private func replaceable(
    _ old: LeaseID?, by workspaces: Set<WorkspaceID>?, uid: UInt32, now: Duration
  ) throws(SignetError) -> Lease? {
    guard let old, var lease = leases[old], lease.isLive(at: now) else { return nil }
    guard lease.uid == uid else { throw .leaseForbidden }
    lease.holds = raised(lease.holds, on: lease.workspaces)
    try require(lease.holds, of: lease, on: lease.workspaces, now: now)
    // A lease for more workspaces must not be behind on these from its beginning.
    try require(lease.holds, of: lease, on: workspaces, now: now)
    return lease
  }

  /// Grants the lease that a place was taken for, from `now` on. In the place of `old`, where that is
  /// still live, it holds what that held, for the same key sets go on being used.
  ///
  /// Throws as above, after the place was given back.
  mutating func grant(
    _ saved: SavedLease, replacing old: LeaseID?, now: Duration
  ) throws(SignetError) -> LeaseGrant {
    sweep(now: now)
    let replaced: Lease?
    do throws(SignetError) {
      replaced = try replaceable(old, by: saved.workspaces, uid: saved.uid, now: now)
    } catch {
      abandonGrant(of: saved.id, uid: saved.uid)
      throw error
    }
    let holds = replaced?.holds ?? ring.newest
    insert(Lease(saved, holds: holds, expiresAt: now + Self.duration))
    // One for more workspaces than the new one is kept to its end, for what it may still use.
    if let replaced, saved.workspaces.covers(replaced.workspaces) {
      remove(replaced.id)
      noLongerBehind(replaced.id)
    }
    return LeaseGrant(lease: saved.id, revision: holds)
  }

  /// Gives back the place of a lease that was not granted. Its row may be there.
  mutating func abandonGrant(of id: LeaseID, uid: UInt32) {
    givePlace(of: uid)
    discarded.append(Discarded(id: id))
  }

  /// Counts a lease of the daemon's last run, as long as it may have been renewed at the last moment.
  mutating func restore(_ saved: SavedLease, now: Duration) {
    guard leases[saved.id] == nil else { return }
    takePlace(for: saved.uid)
    insert(
      Lease(saved, holds: min(saved.holds, ring.newest), expiresAt: now + Self.duration))
  }
}

extension LeaseTable {
  /// Counts out a lease of an earlier boot of the machine: its verifier is gone, and its last report
  /// with it.
  mutating func bury(_ saved: SavedLease, at now: Duration) {
    lapses.note(saved.verifier, saved.workspaces, at: now)
    discarded.append(Discarded(id: saved.id))
  }

  /// Counts a row that does not open as a lease on everything, which nobody can renew.
  mutating func restoreUnreadable(_ row: LookupTag, now: Duration) {
    let nobody = UInt32.max
    takePlace(for: nobody)
    insert(
      Lease(
        id: LeaseID(standingFor: row), verifier: "unknown", uid: nobody, user: nil, pid: 0,
        since: Timestamp(milliseconds: 0), workspaces: nil, holds: 0,
        expiresAt: now + Self.duration, unreadableRow: row))
  }
}

extension Set<WorkspaceID>? {
  /// Whether it has all of `other`'s; nil are all workspaces.
  fileprivate func covers(_ other: Set<WorkspaceID>?) -> Bool {
    guard let self else { return true }
    guard let other else { return false }
    return other.isSubset(of: self)
  }
}
