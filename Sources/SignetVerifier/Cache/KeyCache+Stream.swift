import SignetAPI
import SignetClient

extension KeyCache {
  /// The stream of this order began with this `hello`. False where it is not the one that is
  /// waited for, or grants nothing: then it must be ended.
  mutating func opened(_ order: StreamOrder, _ hello: Hello) -> Bool {
    guard stream == .opening(order.number), let id = hello.lease, let seconds = hello.leaseSeconds,
      !isStopped
    else { return false }
    stream = .open(order.number)
    streamGate.succeeded()
    renewalGate.succeeded()
    fetchGate.succeeded()
    hand(over: id, end: order.sentAt + .seconds(seconds), sentAt: order.sentAt)
    if let position, position.epoch == hello.epoch {
      // What came between where this process was and where the stream begins is not told.
      if hello.revision > position.revision {
        expectEverywhere(position.revision + 1...hello.revision)
      }
    } else {
      forgetAll()
    }
    advance(hello.epoch, hello.revision)
    claimed = max(claimed, hello.revision)
    for workspace in entries.keys { enlist(workspace) }
    return true
  }

  /// The stream of this number told of a change. False where its epoch is another: end it.
  mutating func told(_ number: UInt64, _ change: KeysChange, _ id: EventID) -> Bool {
    guard stream == .open(number) else { return false }
    guard id.epoch == position?.epoch else { return false }
    advance(id.epoch, change.revision)
    guard entries[change.workspace] != nil else { return true }
    entries[change.workspace]?.told(change.revision)
    enlist(change.workspace)
    return true
  }

  /// Changes were missed: everything must be looked at again. False as above.
  mutating func reset(_ number: UInt64, _ reset: StreamReset) -> Bool {
    guard stream == .open(number), reset.epoch == position?.epoch else { return false }
    let told = position?.revision ?? 0
    let first = max(1, min(told + 1, reset.revision))
    for workspace in entries.keys {
      entries[workspace]?.expect(first...max(first, reset.revision))
      // What is on its way may have been read before what was missed.
      entries[workspace]?.flight = nil
      enlist(workspace)
    }
    advance(reset.epoch, reset.revision)
    return true
  }

  /// The stream of this number is over, or was not had.
  mutating func streamEnded(_ number: UInt64, _ end: StreamEnd, at now: Duration) {
    switch stream {
    case .opening(number):
      switch end {
      case .notGranted: lease?.successorAsked = false
      case .predecessorBehind:
        // It stays beside the next one until it runs out, and gives its right until then.
        lease?.successorAsked = false
        namesPredecessor = false
      case .over: break
      }
    case .open(number), .closing(number): break
    case .closed, .opening, .open, .closing: return
    }
    stream = .closed
    streamGate.failed(at: now, first: .seconds(1), most: .seconds(10), &jitter)
  }

  /// The daemon does not know the lease of this number any more.
  mutating func leaseLost(_ serial: UInt64) {
    guard let lease, lease.serial == serial else { return }
    // One whose place another took is gone by right, and that other counts for it.
    guard !lease.successorAsked else { return }
    self.lease = nil
    for (workspace, _) in entries {
      entries[workspace]?.standing = .none
      enlist(workspace)
    }
  }

  /// Time alone ends a lease; what was held under it stays unused until it is looked at again.
  mutating func lapse(at now: Duration) {
    guard let lease, now >= lease.end else { return }
    hand(over: nil)
    lapsedLease = lease.id
  }

  private mutating func hand(over id: String?, end: Duration = .zero, sentAt: Duration = .zero) {
    if let former = lease {
      for (workspace, entry) in entries where entry.standing == .current {
        entries[workspace]?.standing = .former(until: former.end)
        enlist(workspace)
      }
    }
    lapsedLease = nil
    namesPredecessor = true
    lease = id.map { HeldLease(id: $0, serial: nextNumber(), end: end, sentAt: sentAt) }
  }

  private mutating func expectEverywhere(_ revisions: ClosedRange<UInt64>) {
    for workspace in entries.keys { entries[workspace]?.expect(revisions) }
  }

  /// Another life of the database: nothing that was fetched from the one before means anything.
  private mutating func forgetAll() {
    position = nil
    claimed = 0
    for (workspace, entry) in entries {
      var fresh = Entry(usedAt: entry.lastUsed)
      fresh.recheck = entry.recheck
      entries[workspace] = fresh
    }
  }

  private mutating func advance(_ epoch: String, _ revision: UInt64) {
    position = EventID(epoch: epoch, revision: max(position?.revision ?? 0, revision))
  }
}
