import Foundation
import SignetCrypto
import Synchronization

/// One thread that owns the store. Units that arrive while a commit is on its way share the next
/// one: one `fsync` for all of them, a savepoint for each, and no delay to gather more.
///
/// A unit that throws is undone alone. If the store gave up the whole transaction, or it could not
/// be committed, the whole batch has failed. If the outcome of COMMIT is unknown, its callers are
/// told so, and nothing is served before the store was reopened and said what it holds.
final class Committer: Sendable {
  private let store: any Store
  private let keyring: Keyring
  private let entropy: any EntropySource
  private let observer: any CommitObserver
  private let events: @Sendable (ServiceEvent) -> Void
  private let meter: (any ServiceMeter)?
  private let queue = CommitQueue()
  private let stopped = DispatchSemaphore(value: 0)
  /// Grows with each batch and each attempt to recover.
  private let rounds = Atomic<UInt64>(0)

  /// Write transactions between two checkpoints, if there is a quiet moment; at most four times
  /// as many if there is none.
  private static let checkpointEvery = 1000

  init(
    store: any Store, keyring: Keyring, ledger: Ledger, entropy: any EntropySource,
    observer: any CommitObserver, meter: (any ServiceMeter)?,
    events: @escaping @Sendable (ServiceEvent) -> Void
  ) {
    self.store = store
    self.keyring = keyring
    self.entropy = entropy
    self.observer = observer
    self.meter = meter
    self.events = events
    let thread = Thread { [self] in
      run(from: ledger)
      store.close()
      stopped.signal()
    }
    thread.name = "committer"
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Runs `body` in the next batch and answers after its commit.
  func submit<Result: Sendable>(
    _ lane: Lane, _ body: @escaping @Sendable (CommitScope) throws -> Result
  ) async throws(SignetError) -> Result {
    let result = await withCheckedContinuation { continuation in
      let unit = CommitUnit(body) { continuation.resume(returning: $0) }
      do throws(SignetError) {
        try queue.append(unit, to: lane)
      } catch {
        unit.finish(error)
      }
    }
    return try result.get()
  }

  /// The same for who may block until then, and is not on the committer's thread.
  func submitAndWait<Result: Sendable>(
    _ lane: Lane, _ body: @escaping @Sendable (CommitScope) throws -> Result
  ) throws(SignetError) -> Result {
    let answer = Mutex<Swift.Result<Result, SignetError>?>(nil)
    let answered = DispatchSemaphore(value: 0)
    let unit = CommitUnit(body) { result in
      answer.withLock { $0 = result }
      answered.signal()
    }
    try queue.append(unit, to: lane)
    answered.wait()
    guard let result = answer.withLock({ $0 }) else { throw .unavailable(.stopping) }
    return try result.get()
  }

  /// Does what waits, refuses the rest, closes the store. Blocks until that is done.
  func stop() {
    queue.stop()
    stopped.wait()
    stopped.signal()
  }

  /// Moves what was committed into the database file at the next quiet moment, so that material that
  /// was deleted is gone from the log too.
  func tidy() async throws(SignetError) {
    try await submit(.background) { $0.wantsCheckpoint = true }
  }

  /// Units waiting.
  var depth: Int { queue.depth }
  func depth(of lane: Lane) -> Int { queue.depth(of: lane) }

  /// Runs `body` on the committer's thread, before other work that waits, and returns then. Returns
  /// too where units are refused but the thread has gone on since: it is busy, not wedged.
  func reach(_ body: @escaping @Sendable () -> Void) async {
    let before = rounds.load(ordering: .relaxed)
    do throws(SignetError) {
      try await submit(.admin) { _ in body() }
    } catch {
      while rounds.load(ordering: .relaxed) == before, !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(20))
      }
    }
  }

  // MARK: The thread

  private func run(from ledger: Ledger) {
    var state = SharedState(ledger: ledger)
    var sinceCheckpoint = 0
    while let batch = queue.next() {
      rounds.wrappingAdd(1, ordering: .relaxed)
      switch commit(batch, from: state) {
      case .committed(let next):
        if next.ledger != state.ledger || next.wroteBeside { sinceCheckpoint += 1 }
        state = next
        state.wroteBeside = false
      case .failed: break
      case .unknown:
        guard let recovered = recover() else { return }
        // A walk under way has lost its thread: who advances it is told so.
        state = SharedState(ledger: recovered)
        sinceCheckpoint = 0
      }
      // Where nothing was written since the last one, the wish is fulfilled.
      state.wantsCheckpoint = state.wantsCheckpoint && sinceCheckpoint > 0
      let isDue = state.wantsCheckpoint || sinceCheckpoint >= Self.checkpointEvery
      if isDue && queue.isEmpty || sinceCheckpoint >= 4 * Self.checkpointEvery {
        checkpoint()
        sinceCheckpoint = 0
        state.wantsCheckpoint = false
      }
    }
  }

  /// What one batch hands to the next.
  private struct SharedState {
    var ledger: Ledger
    var walk: RowWalk?
    var wantsCheckpoint = false
    var wroteBeside = false
  }

  private enum Outcome {
    case committed(SharedState)
    case failed, unknown
  }

  private func commit(_ batch: [CommitUnit], from state: SharedState) -> Outcome {
    var ended: [SignetError?] = []
    var changes: [AcceptedChange] = []
    var notices: [ServiceEvent] = []
    var latest = state
    var changing = 0
    let start = ContinuousClock.now
    do {
      try store.transaction { transaction in
        let scope = CommitScope(
          transaction: transaction, ledger: state.ledger, walk: state.walk)
        for unit in batch {
          let ledger = scope.ledger
          ended.append(try run(unit, in: scope))
          if scope.ledger != ledger { changing += 1 }
        }
        (changes, notices) = (scope.changes, scope.notices)
        if scope.ledger != state.ledger {
          scope.ledger.writes += 1
          try transaction.put(ledger: try keyring.seal(scope.ledger, entropy: entropy))
        }
        latest = SharedState(
          ledger: scope.ledger, walk: scope.walk,
          wantsCheckpoint: state.wantsCheckpoint || scope.wantsCheckpoint,
          wroteBeside: scope.wroteBeside)
      }
    } catch StoreError.outcomeUnknown(let reason) {
      meter?.commitFailed(outcomeIsKnown: false)
      events(.storeFailed(.outcomeUnknown(reason)))
      // First what verifiers hear, then the answers.
      let refused = queue.refuse(with: .unavailable(.recovering))
      observer.outcomeUnknown(changes)
      for (unit, error) in zip(batch, ended) { unit.finish(error ?? .outcomeUnknown) }
      // The store may have refused to begin: then nothing of these was done.
      for unit in batch.dropFirst(ended.count) + refused {
        unit.finish(.unavailable(.recovering))
      }
      return .unknown
    } catch {
      meter?.commitFailed(outcomeIsKnown: true)
      let failure = SignetError(serviceFailure: error)
      report(failure)
      for unit in batch { unit.finish(failure) }
      return .failed
    }
    let wrote = latest.ledger.writes != state.ledger.writes
    if wrote { meter?.committed(operations: changing, in: ContinuousClock.now - start) }
    observer.committed(changes, ledger: latest.ledger, wrote: wrote || latest.wroteBeside)
    for notice in notices { events(notice) }
    for (unit, error) in zip(batch, ended) { unit.finish(error) }
    return .committed(latest)
  }

  /// Answers why the unit failed, if it did; throws if its failure is the whole batch's.
  private func run(_ unit: CommitUnit, in scope: CommitScope) throws -> SignetError? {
    do {
      do {
        try scope.attempt { try unit.run(scope) }
      } catch CryptoError.secureHeapExhausted {
        // What verifiers' questions have filled must not keep anybody from revoking.
        observer.relieve()
        try scope.attempt { try unit.run(scope) }
      }
      return nil
    } catch StoreError.transactionLost(let reason) {
      throw StoreError.transactionLost(reason)
    } catch {
      let failure = SignetError(serviceFailure: error)
      report(failure)
      return failure
    }
  }

  /// Tells the operator of what is not the caller's doing.
  private func report(_ failure: SignetError) {
    guard case .unavailable(let cause) = failure else { return }
    switch cause {
    case .store(let reason): events(.storeFailed(reason))
    case .damaged(let what): events(.damaged(what))
    case .crypto(let what): events(.cryptoFailed(what))
    case .recovering, .stopping: break
    }
  }

  private func checkpoint() {
    do { try store.checkpoint() } catch { report(SignetError(serviceFailure: error)) }
  }

  /// Finds out what is on the disk, however long that takes. Nil if stopped meanwhile.
  private func recover() -> Ledger? {
    var delay = 0.05
    while true {
      rounds.wrappingAdd(1, ordering: .relaxed)
      do {
        try store.reopen()
        let ledger = try readLedger()
        observer.recovered(ledger: ledger)
        _ = queue.refuse(with: nil)
        events(.storeRecovered)
        return ledger
      } catch {
        report(SignetError(serviceFailure: error))
      }
      if queue.pause(seconds: delay) { return nil }
      delay = min(delay * 2, 5)
    }
  }

  private func readLedger() throws -> Ledger {
    var ledger: Ledger?
    try store.transaction { ledger = try $0.ledger().map { try keyring.open($0) } }
    guard let ledger else { throw StoreError.corrupt("the ledger's row is missing") }
    return ledger
  }
}
