// What verifiers do with leases: get one, renew it, give it back, fetch under it.
extension SecretService {
  /// How long a lease lasts from its grant or its last renewal. One bound for everything.
  public static var leaseDuration: Duration { LeaseTable.duration }

  /// Grants a lease, durably: a row in the store names it before this returns, so that it counts after
  /// a restart too.
  ///
  /// It holds the newest revision: under it no key set is used that was not fetched with it. Where
  /// `replacing` is still live it holds what that held and takes its place, so that who reconnects
  /// leaves no lease behind.
  ///
  /// Throws `.busy` above the bounds; `.leaseForbidden` (audited) where `replacing` is another uid's;
  /// `.leaseBehind` where `replacing` could not be renewed for what it holds; `.forbidden`; and why the
  /// row could not be written.
  public func grantLease(
    verifier: String, workspaces: Set<WorkspaceID>?, replacing: LeaseID?, to principal: Principal,
    context: RequestContext
  ) async throws(SignetError) -> LeaseGrant {
    _ = try Policy.authorise(.fetchKeys, principal)
    let id: LeaseID
    do { id = try LeaseID.generate(from: entropy) } catch {
      throw SignetError(serviceFailure: error)
    }
    let holds = try await refusingLease(replacing, principal, context) { () throws(SignetError) in
      try leases.change { (table, now) throws(SignetError) in
        try table.prepareGrant(
          uid: principal.uid, workspaces: workspaces, replacing: replacing, now: now)
      }
    }
    let saved = SavedLease(
      id: id, verifier: verifier, uid: principal.uid, user: principal.user, pid: principal.pid,
      since: clock.now(), workspaces: workspaces, holds: holds, boot: boot)
    do throws(SignetError) {
      try await save(saved)
    } catch {
      // Nobody knows the lease; after a failed COMMIT its row may be there all the same.
      leases.change { table, _ in table.abandonGrant(of: id, uid: principal.uid) }
      throw error
    }
    return try await refusingLease(replacing, principal, context) { () throws(SignetError) in
      try leases.change { (table, now) throws(SignetError) in
        try table.grant(saved, replacing: replacing, now: now)
      }
    }
  }

  private func save(_ lease: SavedLease) async throws(SignetError) {
    try await committer.submit(.verifier) { commit in
      try commit.transaction.put(lease: try self.keyring.seal(lease, entropy: self.entropy))
      commit.wroteBeside = true
    }
  }

  /// Renews a lease for `leaseDuration` from now, takes down what its verifier holds, and records what
  /// it reports.
  ///
  /// Throws, without renewing or recording anything: `.leaseNotFound`, `.leaseForbidden` (audited),
  /// `.invalid` at `/holds` above the newest revision, `.leaseBehind` where a change that concerns the
  /// lease was committed 5 s ago or longer and `holds` is less.
  public func renew(
    _ lease: LeaseID, holds: UInt64, report: UsageReport, as principal: Principal,
    context: RequestContext
  ) async throws(SignetError) -> LeaseRenewed {
    _ = try Policy.authorise(.fetchKeys, principal)
    let renewed = try await refusingLease(lease, principal, context) { () throws(SignetError) in
      try leases.change { (table, now) throws(SignetError) in
        (
          try table.renew(lease, holds: holds, uid: principal.uid, now: now), now,
          table.leases[lease]?.verifier ?? ""
        )
      }
    }
    let (result, uptime, verifier) = renewed
    let now = clock.now()
    usage.record(report, by: lease, verifier: verifier, at: now)
    // Only now: who sees that it reported may count on what it reported.
    try leases.withTable { (table, _) throws(SignetError) in
      table.reported(lease, LeaseFacts.Reported(uptime: uptime, at: now))
    }
    return result
  }

  /// Ends a lease: its verifier uses no key any more.
  ///
  /// Throws `.leaseNotFound`, `.leaseForbidden` (audited).
  public func release(
    _ lease: LeaseID, as principal: Principal, context: RequestContext
  ) async throws(SignetError) {
    _ = try Policy.authorise(.fetchKeys, principal)
    try await refusingLease(lease, principal, context) { () throws(SignetError) in
      try leases.change { (table, now) throws(SignetError) in
        try table.release(lease, uid: principal.uid, now: now)
      }
    }
  }

  /// Lets in a fetch of a workspace's keys, before they are read. Without a lease it grants an
  /// anonymous one on that workspace, for `leaseDuration`. Waits for nobody and writes nothing.
  ///
  /// Throws `.leaseNotFound`, `.leaseForbidden` (the caller records it with `refuseLease`),
  /// `.leaseDoesNotCover`.
  public func admitFetch(
    of id: WorkspaceID, lease: LeaseID?, by principal: Principal
  ) throws(SignetError) {
    try leases.withTable { (table, now) throws(SignetError) in
      try table.admitFetch(of: id, lease: lease, uid: principal.uid, now: now)
    }
    if lease == nil { usage.noteAnonymousFetch(of: id, at: deadlineNow) }
  }

  /// Records that somebody named another uid's lease. Always throws: `.leaseForbidden`, or why that
  /// could not be recorded.
  public func refuseLease(
    _ lease: LeaseID, as principal: Principal, context: RequestContext
  ) async throws(SignetError) {
    let owner = try leases.withTable { (table, _) throws(SignetError) in table.leases[lease] }
    try await perform(
      RefuseLease(verifier: owner?.verifier, owner: owner?.uid), as: principal, context: context)
  }

  private func refusingLease<Result: Sendable>(
    _ lease: LeaseID?, _ principal: Principal, _ context: RequestContext,
    _ body: () throws(SignetError) -> Result
  ) async throws(SignetError) -> Result {
    do throws(SignetError) {
      return try body()
    } catch {
      if error == .leaseForbidden, let lease {
        try await refuseLease(lease, as: principal, context: context)
      }
      throw error
    }
  }
}
