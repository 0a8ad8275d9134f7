/// The latest changes of what verifiers are to know, in the order of their revisions: one ring for
/// all streams, waits and leases. What it has forgotten is taken to concern everybody.
struct ChangeRing {
  static let defaultCapacity = 16_384

  struct Change {
    let revision: UInt64
    let workspace: WorkspaceID
    /// The version that it brought in, if any.
    let introduces: UInt32?
    let committedAt: Duration
    /// Until when a key set from before may be used that was fetched without a lease; nil: by nobody.
    let anonymousUntil: Duration?
    /// The workspace's change before this one, if there was one in the ring.
    fileprivate let previous: UInt64?
  }

  /// Everything up to a revision, of which no more is known than this.
  struct Forgotten {
    var revision: UInt64
    /// When the newest of it was committed, or became known.
    var at: Duration
    var anonymousUntil: Duration?
  }

  private let capacity: Int
  /// Logical place n lies at `(first + n) % capacity` once it is full.
  private var slots: [Change] = []
  private var first = 0
  private var latest: [WorkspaceID: UInt64] = [:]
  private(set) var forgotten: Forgotten
  /// The newest revision, whether or not a change has it.
  private(set) var newest: UInt64

  init(capacity: Int = defaultCapacity, after forgotten: Forgotten) {
    self.capacity = capacity
    self.forgotten = forgotten
    newest = forgotten.revision
  }

  /// `revision` must be above `newest`.
  mutating func append(
    revision: UInt64, workspace: WorkspaceID, introduces: UInt32?, at now: Duration,
    anonymousUntil: Duration?
  ) {
    let change = Change(
      revision: revision, workspace: workspace, introduces: introduces, committedAt: now,
      anonymousUntil: anonymousUntil, previous: latest[workspace])
    if slots.count < capacity {
      slots.append(change)
    } else {
      forget(slots[first])
      slots[first] = change
      first = (first + 1) % capacity
    }
    latest[workspace] = revision
    newest = revision
  }

  private mutating func forget(_ change: Change) {
    forgotten.revision = change.revision
    forgotten.at = change.committedAt
    forgotten.anonymousUntil = later(forgotten.anonymousUntil, change.anonymousUntil)
    if latest[change.workspace] == change.revision { latest[change.workspace] = nil }
  }

  /// A revision that no verifier has to know of.
  mutating func advance(to revision: UInt64) { newest = max(newest, revision) }

  // MARK: Looking

  private subscript(place: Int) -> Change { slots[(first + place) % slots.count] }

  /// The number of places before the first that does not satisfy `isBefore`.
  private func places(before isAfter: (Change) -> Bool) -> Int {
    var (low, high) = (0, slots.count)
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func place(after revision: UInt64) -> Int { places { $0.revision > revision } }

  /// Nil where it is forgotten or no change made it.
  func change(_ revision: UInt64) -> Change? {
    let place = places { $0.revision >= revision }
    guard place < slots.count, self[place].revision == revision else { return nil }
    return self[place]
  }

  /// The newest revision above `revision` that concerns one of `workspaces` (nil: all) and was committed
  /// at or before `time` (nil: whenever). Nil if there is none.
  func newest(
    concerning workspaces: Set<WorkspaceID>?, after revision: UInt64, by time: Duration? = nil
  ) -> UInt64? {
    guard revision < newest else { return nil }
    var found: UInt64?
    if revision < forgotten.revision, time.map({ forgotten.at <= $0 }) ?? true {
      found = forgotten.revision
    }
    let start = place(after: revision)
    let end = time.map { time in places { $0.committedAt > time } } ?? slots.count
    guard start < end else { return found }
    guard let workspaces else { return self[end - 1].revision }
    if workspaces.count <= end - start {
      let last = self[end - 1].revision
      for workspace in workspaces {
        if let change = latest(of: workspace, by: last), change > max(revision, found ?? 0) {
          found = change
        }
      }
      return found
    }
    let place = (start..<end).last { workspaces.contains(self[$0].workspace) }
    return place.map { self[$0].revision } ?? found
  }

  private func latest(of workspace: WorkspaceID, by revision: UInt64) -> UInt64? {
    var candidate = latest[workspace]
    while let it = candidate, it > revision { candidate = change(it)?.previous }
    return candidate
  }

  /// How many changes above `revision` concern one of `workspaces`; those forgotten count as one.
  func count(concerning workspaces: Set<WorkspaceID>?, after revision: UInt64) -> Int {
    guard revision < newest else { return 0 }
    let start = place(after: revision)
    let known =
      workspaces.map { workspaces in
        (start..<slots.count).count { workspaces.contains(self[$0].workspace) }
      } ?? (slots.count - start)
    return known + (revision < forgotten.revision ? 1 : 0)
  }

  /// The revision that brought in a version; nil where that is forgotten.
  func introduction(of version: UInt32, in workspace: WorkspaceID) -> UInt64? {
    var candidate = latest[workspace]
    while let revision = candidate, let change = change(revision) {
      if change.introduces == version { return revision }
      candidate = change.previous
    }
    return nil
  }

  /// At most `limit` changes above `revision`.
  func changes(after revision: UInt64, limit: Int) -> KeyChanges {
    // A revision that is not there yet is another life's: it says nothing about what is known.
    guard revision >= forgotten.revision, revision <= newest else { return .gone(newest: newest) }
    let start = place(after: revision)
    let end = min(slots.count, start + max(0, limit))
    return .changes(
      (start..<end).map {
        KeyChange(revision: self[$0].revision, workspace: self[$0].workspace)
      })
  }
}

/// The later of two times of which either may not be.
func later(_ one: Duration?, _ other: Duration?) -> Duration? {
  guard let one, let other else { return one ?? other }
  return max(one, other)
}
