import Synchronization

/// What the event loops may read without asking the committer, as of the newest commit.
final class LiveState: CommitObserver {
  let accepted: AcceptedKeysCache
  private let latestRevision: Atomic<UInt64>
  private let latestTime: Atomic<Int64>
  private let recovering = Atomic<Bool>(false)

  init(ledger: Ledger, cacheCapacity: Int) {
    accepted = AcceptedKeysCache(capacity: cacheCapacity)
    latestRevision = Atomic(ledger.revision)
    latestTime = Atomic(ledger.latestTime.milliseconds)
  }

  var revision: UInt64 { latestRevision.load(ordering: .acquiring) }
  /// The high-water mark of time.
  var highWater: Timestamp { Timestamp(milliseconds: latestTime.load(ordering: .acquiring)) }
  /// Whether the daemon is finding out what is on the disk.
  var isRecovering: Bool { recovering.load(ordering: .acquiring) }

  func committed(_ changes: [AcceptedChange], ledger: Ledger) {
    accepted.apply(changes)
    publish(ledger)
  }

  func outcomeUnknown(_ changes: [AcceptedChange]) {
    recovering.store(true, ordering: .releasing)
    accepted.restrict(to: changes)
  }

  func recovered(ledger: Ledger) {
    accepted.removeAll()
    publish(ledger)
    recovering.store(false, ordering: .releasing)
  }

  private func publish(_ ledger: Ledger) {
    latestTime.store(ledger.latestTime.milliseconds, ordering: .releasing)
    latestRevision.store(ledger.revision, ordering: .releasing)
  }
}
