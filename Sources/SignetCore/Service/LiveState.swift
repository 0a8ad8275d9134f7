import Synchronization

/// What the event loops may read without asking the committer, as of the newest commit.
final class LiveState: CommitObserver {
  let accepted: AcceptedKeysCache
  private let leases: LeaseBoard
  private let latestRevision: Atomic<UInt64>
  private let latestTime: Atomic<Int64>
  private let recovering = Atomic<Bool>(false)
  private let knownTroubles = Mutex<[Trouble]>([])

  /// What `status` warns of.
  enum Trouble: Equatable, Sendable {
    /// The last write to the store failed.
    case store(StoreError)
    /// A row did not open since the start.
    case damaged(String)
  }

  init(ledger: Ledger, cacheCapacity: Int, leases: LeaseBoard) {
    self.leases = leases
    accepted = AcceptedKeysCache(capacity: cacheCapacity)
    latestRevision = Atomic(ledger.revision)
    latestTime = Atomic(ledger.latestTime.milliseconds)
  }

  var revision: UInt64 { latestRevision.load(ordering: .acquiring) }
  /// The high-water mark of time.
  var highWater: Timestamp { Timestamp(milliseconds: latestTime.load(ordering: .acquiring)) }
  /// Whether the daemon is finding out what is on the disk.
  var isRecovering: Bool { recovering.load(ordering: .acquiring) }

  var troubles: [Trouble] { knownTroubles.withLock { $0 } }

  /// Keeps the newest of each kind.
  func heard(_ event: ServiceEvent) {
    knownTroubles.withLock { troubles in
      switch event {
      case .storeFailed(let error): troubles = [.store(error)] + troubles.filter(\.isDamage)
      case .storeRecovered: troubles.removeAll { !$0.isDamage }
      case .damaged(let what): troubles = troubles.filter { !$0.isDamage } + [.damaged(what)]
      case .retired, .cryptoFailed, .audited: break
      }
    }
  }

  func committed(_ changes: [AcceptedChange], ledger: Ledger, wrote: Bool) {
    accepted.apply(changes)
    // After the snapshots: a fetch that is let in from here on reads the new ones.
    leases.publish(changes, revision: ledger.revision)
    publish(ledger)
    // The store takes writes again.
    if wrote { knownTroubles.withLock { $0.removeAll { !$0.isDamage } } }
  }

  func outcomeUnknown(_ changes: [AcceptedChange]) {
    recovering.store(true, ordering: .releasing)
    accepted.restrict(to: changes)
  }

  func recovered(ledger: Ledger) {
    accepted.removeAll()
    leases.recovered(at: ledger.revision)
    publish(ledger)
    recovering.store(false, ordering: .releasing)
  }

  func relieve() { accepted.removeAll() }

  private func publish(_ ledger: Ledger) {
    latestTime.store(ledger.latestTime.milliseconds, ordering: .releasing)
    latestRevision.store(ledger.revision, ordering: .releasing)
  }
}

extension LiveState.Trouble {
  fileprivate var isDamage: Bool {
    switch self {
    case .damaged: true
    case .store: false
    }
  }
}
