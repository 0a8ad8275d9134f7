/// Somebody who waits until leases hold a revision. Kept in step with each lease by itself, so that a
/// renewal costs a look into a set, however many leases there are.
struct PropagationWait {
  let number: Int
  let revision: UInt64
  /// Whose leases it is about; nil: all.
  let workspace: WorkspaceID?
  /// When it ends, complete or not.
  let deadline: Duration
  /// Fetches without a lease count until then.
  let anonymousUntil: Duration?
  private(set) var behind: Set<LeaseID>

  mutating func joined(_ lease: Lease) {
    if lease.holds < revision, lease.concerns(workspace) { behind.insert(lease.id) }
  }

  mutating func left(_ lease: LeaseID) { behind.remove(lease) }

  mutating func nowHolds(_ holds: UInt64, _ lease: LeaseID) {
    if holds >= revision { behind.remove(lease) }
  }

  func isOver(at now: Duration) -> Bool {
    now >= deadline || behind.isEmpty && (anonymousUntil.map { $0 <= now } ?? true)
  }
}

extension LeaseTable {
  /// Begins a wait; its number is in `finished` once it is over. False if there is nothing to wait for.
  mutating func beginWait(
    _ number: Int, revision: UInt64, workspace: WorkspaceID?, anonymousUntil: Duration?,
    deadline: Duration, now: Duration
  ) -> Bool {
    let behind = leases.values.lazy.filter {
      $0.isLive(at: now) && $0.holds < revision && $0.concerns(workspace)
    }
    let wait = PropagationWait(
      number: number, revision: revision, workspace: workspace, deadline: deadline,
      anonymousUntil: anonymousUntil, behind: Set(behind.map(\.id)))
    if wait.isOver(at: now) { return false }
    waits.append(wait)
    return true
  }

  mutating func noLongerBehind(_ lease: LeaseID) {
    for index in waits.indices { waits[index].left(lease) }
  }

  mutating func nowHolds(_ holds: UInt64, _ lease: LeaseID) {
    for index in waits.indices { waits[index].nowHolds(holds, lease) }
  }

  mutating func finishWaits(now: Duration) {
    guard waits.contains(where: { $0.isOver(at: now) }) else { return }
    finished += waits.lazy.filter { $0.isOver(at: now) }.map(\.number)
    waits.removeAll { $0.isOver(at: now) }
  }

  mutating func endWaits() {
    finished += waits.map(\.number)
    waits = []
  }
}
