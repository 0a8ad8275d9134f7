// What the table tells, as of a moment. `now` is later than the last sweep, so leases that are over
// may still be among the live ones.
extension LeaseTable {
  struct Propagation {
    var holding: [Lease] = []
    var expired: [Lease] = []
    var behind: [Lease] = []
    var anonymousUntil: Duration?

    var isComplete: Bool { behind.isEmpty && anonymousUntil == nil }
  }

  /// Throws `.revisionNotFound`.
  func propagation(of revision: UInt64, now: Duration) throws(SignetError) -> Propagation {
    let (workspace, committedAt, anonymousUntil) = try change(revision)
    var result = Propagation()
    if let anonymousUntil, now < anonymousUntil { result.anonymousUntil = anonymousUntil }
    for lease in leases.values where lease.concerns(workspace) {
      if lease.isLive(at: now) {
        if lease.holds >= revision {
          result.holding.append(lease)
        } else {
          result.behind.append(lease)
        }
      } else if lease.holds < revision {
        result.expired.append(lease)
      }
    }
    for end in ended where end.lease.holds < revision && end.lease.concerns(workspace) {
      let wasLive = committedAt.map { end.at > $0 } ?? true
      if wasLive, now < end.at + Self.memory { result.expired.append(end.lease) }
    }
    return result
  }

  /// The workspace that a revision changed, when, and until when fetches from before it count.
  ///
  /// Throws `.revisionNotFound`.
  func change(
    _ revision: UInt64
  ) throws(SignetError) -> (workspace: WorkspaceID?, at: Duration?, anonymousUntil: Duration?) {
    guard revision > 0, revision <= ring.newest else { throw .revisionNotFound }
    if let change = ring.change(revision) {
      return (change.workspace, change.committedAt, change.anonymousUntil)
    }
    return (nil, nil, ring.forgotten.anonymousUntil)
  }

  /// Live leases that concern a workspace and do not hold a revision.
  func behind(_ revision: UInt64, workspace: WorkspaceID, now: Duration) -> [Lease] {
    leases.values.filter {
      $0.holds < revision && $0.isLive(at: now) && $0.concerns(workspace)
    }
  }

  func isLive(_ id: LeaseID, now: Duration) -> Bool { leases[id]?.isLive(at: now) ?? false }
}

extension ChangeRing {
  /// How many changes that concern a lease it does not hold.
  func lag(of lease: Lease) -> Int { count(concerning: lease.workspaces, after: lease.holds) }
}
