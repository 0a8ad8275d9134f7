/// Who may use which keys, as a value: leases, fetches without one, the latest changes, and the waits
/// for them. Every rule of "Accept before reveal" is decided here, at a given time.
///
/// Source: Gray and Cheriton, "Leases: An Efficient Fault-Tolerant Mechanism for Distributed File
/// Cache Consistency", 1989.
struct LeaseTable {
  /// From the grant or the last renewal on.
  static let duration = Duration.seconds(60)
  /// How long after a commit a renewal may still not hold it.
  static let patience = Duration.seconds(5)
  /// How long a lease that ran out is still named.
  static let memory = Duration.seconds(600)

  struct Bounds {
    var leases = 16_384
    /// Leases that ran out and are still named.
    var ended = 16_384
    var changes = ChangeRing.defaultCapacity
    var anonymous = AnonymousFetches.defaultCapacity

    /// How many a uid may have, so that no other is kept out.
    func leases(of uid: UInt32) -> Int { uid == 0 ? leases : leases / 2 }
  }

  /// A lease that is over; its row lies under the tag of its id, or where it was found.
  struct Discarded {
    let id: LeaseID
    var unreadableRow: LookupTag?
  }

  let bounds: Bounds
  private(set) var ring: ChangeRing
  private(set) var anonymous: AnonymousFetches
  var lapses = Lapses()
  private(set) var leases: [LeaseID: Lease] = [:]
  /// Leases and places kept for them, by uid and altogether.
  private var taken: [UInt32: Int] = [:]
  private var allTaken = 0
  /// In the order in which it was noticed that they ran out.
  private(set) var ended: [EndedLease] = []
  /// Leases whose rows are of no more use.
  var discarded: [Discarded] = []
  /// How many leases have ended.
  private(set) var departures = 0
  var waits: [PropagationWait] = []
  /// Waits that are over.
  var finished: [Int] = []
  /// No lease ends before this.
  private var earliestEnd = Duration.seconds(Int64.max / 2)

  /// A table of a daemon that starts at `now`, at `revision`. `mayBeKnown`: others of this boot of the
  /// machine may have been given keys by the daemon before.
  init(at revision: UInt64, now: Duration, mayBeKnown: Bool, bounds: Bounds = Bounds()) {
    self.bounds = bounds
    let end = mayBeKnown ? now + Self.duration : nil
    ring = ChangeRing(
      capacity: bounds.changes,
      after: .init(revision: revision, at: now, anonymousUntil: end))
    anonymous = AnonymousFetches(capacity: bounds.anonymous, inheritedUntil: end)
  }

  // MARK: Changes

  mutating func publish(
    revision: UInt64, workspace: WorkspaceID, introduces: UInt32?, now: Duration
  ) {
    ring.append(
      revision: revision, workspace: workspace, introduces: introduces, at: now,
      anonymousUntil: anonymous.end(of: workspace))
  }

  mutating func advance(to revision: UInt64) { ring.advance(to: revision) }

  /// Which changes led to `revision` is not known: they are taken to concern everybody, and to have been
  /// committed long enough ago that every renewal must hold them, so that no wait under way gets longer.
  mutating func reset(to revision: UInt64, now: Duration) {
    guard revision != ring.newest else { return }
    ring = ChangeRing(
      capacity: bounds.changes,
      after: .init(
        revision: revision, at: now - Self.patience, anonymousUntil: anonymous.end))
  }

  // MARK: Fetches

  /// Lets in a fetch of the workspace's keys. Call it before the keys are read.
  mutating func admitFetch(
    of workspace: WorkspaceID, lease id: LeaseID?, uid: UInt32, now: Duration
  ) throws(SignetError) {
    guard let id else { return anonymous.enter(workspace, at: now) }
    guard let lease = leases[id], lease.isLive(at: now) else { throw .leaseNotFound }
    guard lease.uid == uid else { throw .leaseForbidden }
    guard lease.concerns(workspace) else { throw .leaseDoesNotCover }
  }

  // MARK: The places of leases

  /// Whether `more` leases of a uid would have a place.
  func hasPlace(for more: Int, of uid: UInt32) -> Bool {
    allTaken + more <= bounds.leases && taken[uid, default: 0] + more <= bounds.leases(of: uid)
  }

  mutating func takePlace(for uid: UInt32) {
    allTaken += 1
    taken[uid, default: 0] += 1
  }

  mutating func givePlace(of uid: UInt32) {
    allTaken -= 1
    let rest = taken[uid, default: 1] - 1
    taken[uid] = rest == 0 ? nil : rest
  }

  /// Puts in a lease whose place was taken.
  mutating func insert(_ lease: Lease) {
    leases[lease.id] = lease
    earliestEnd = min(earliestEnd, lease.expiresAt)
    for index in waits.indices { waits[index].joined(lease) }
  }

  /// Changes a lease that is there.
  mutating func update(_ id: LeaseID, _ change: (inout Lease) -> Void) {
    if let index = leases.index(forKey: id) { change(&leases.values[index]) }
  }

  /// Takes a lease out; its row is of no more use.
  @discardableResult
  mutating func remove(_ id: LeaseID) -> Lease? {
    guard let lease = leases.removeValue(forKey: id) else { return nil }
    givePlace(of: lease.uid)
    discarded.append(Discarded(id: id, unreadableRow: lease.unreadableRow))
    departures += 1
    return lease
  }

  // MARK: Time

  /// Ends what is over at `now`: leases and waits.
  mutating func sweep(now: Duration) {
    if earliestEnd <= now { endLeases(now: now) }
    finishWaits(now: now)
  }

  private mutating func endLeases(now: Duration) {
    earliestEnd = .seconds(Int64.max / 2)
    var over: [Lease] = []
    for lease in leases.values {
      if lease.isLive(at: now) {
        earliestEnd = min(earliestEnd, lease.expiresAt)
      } else {
        over.append(lease)
      }
    }
    for lease in over {
      remove(lease.id)
      lapses.note(lease.verifier, lease.workspaces, at: lease.expiresAt)
      ended.append(EndedLease(lease: lease))
      noLongerBehind(lease.id)
    }
    ended.removeAll { $0.at + Self.memory <= now }
    if ended.count > bounds.ended { ended.removeFirst(ended.count - bounds.ended) }
  }
}
