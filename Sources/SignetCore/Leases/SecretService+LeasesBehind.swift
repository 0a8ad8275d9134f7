// What summaries and metrics say of leases that do not follow.
extension SecretService {
  /// Live leases, and how many of them do not hold all changes that concern them.
  public struct LeaseCounts: Equatable, Sendable {
    public let live: Int
    public let behind: Int
  }

  public var leaseCounts: LeaseCounts {
    // Counted outside the lock, which commits and renewals wait for.
    let (live, ring) = leases.withTable { table, now in
      (table.leases.values.filter { $0.isLive(at: now) }, table.ring)
    }
    return LeaseCounts(
      live: live.count,
      behind: live.count { ring.newest(concerning: $0.workspaces, after: $0.holds) != nil })
  }

  /// The live leases that would hold up the reveal of a version now, in the order of the verifiers'
  /// names.
  ///
  /// - Parameter revision: the workspace's, which counts where it is forgotten which one brought the
  ///   version in.
  public func leasesBehind(
    version: UInt32, of id: WorkspaceID, at revision: UInt64
  ) -> [PropagationView.Standing] {
    let (behind, now) = leases.withTable { table, now in
      let required =
        table.ring.introduction(of: version, in: id)
        ?? min(table.ring.forgotten.revision, revision)
      return (table.behind(required, workspace: id, now: now), now)
    }
    let wall = clock.now()
    return behind.sorted { $0.precedes($1) }.map { .init($0, now: now, wall: wall) }
  }
}
