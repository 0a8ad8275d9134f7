import Synchronization

/// The lease table as all threads see it: whoever waits is woken, whoever watches is called.
final class LeaseBoard: Sendable {
  private struct State {
    var table: LeaseTable
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    /// Waits that were cancelled before they began.
    var cancelled: Set<Int> = []
    var nextNumber = 0
    var watchers: [Int: @Sendable () -> Void] = [:]
    /// Nobody waits any more.
    var isStopping = false
  }

  let clock: any TrustedClock
  private let state: Mutex<State>

  init(_ table: LeaseTable, clock: any TrustedClock) {
    self.clock = clock
    state = Mutex(State(table: table))
  }

  /// Looks at the table, or changes what nobody waits for.
  func withTable<Result: Sendable, Refusal: Error>(
    _ body: (inout LeaseTable, _ now: Duration) throws(Refusal) -> Result
  ) throws(Refusal) -> Result {
    try state.withLock { (state) throws(Refusal) in
      try body(&state.table, clock.uptime)
    }
  }

  /// Changes the table, then wakes whose wait is over; calls the watchers if `tells`, or if leases
  /// have ended.
  func change<Result: Sendable, Refusal: Error>(
    tells: Bool = false,
    _ body: (inout LeaseTable, _ now: Duration) throws(Refusal) -> Result
  ) throws(Refusal) -> Result {
    let (result, woken, called) = state.withLock { state in
      let now = clock.uptime
      let before = state.table.departures
      let result: Swift.Result<Result, Refusal>
      do throws(Refusal) {
        result = .success(try body(&state.table, now))
      } catch {
        result = .failure(error)
      }
      state.table.finishWaits(now: now)
      let woken = state.table.finished.compactMap { state.waiting.removeValue(forKey: $0) }
      state.table.finished = []
      let hasNews = tells || state.table.departures != before
      return (result, woken, hasNews ? Array(state.watchers.values) : [])
    }
    for continuation in woken { continuation.resume() }
    for wake in called { wake() }
    return try result.get()
  }

  /// Ends what is over.
  func sweep() { _ = sweep(atMost: 0) }

  /// Ends what is over. Hands out at most `limit` leases whose rows are of no more use.
  func sweep(atMost limit: Int) -> [LeaseTable.Discarded] {
    change { table, now in
      table.sweep(now: now)
      let over = Array(table.discarded.prefix(limit))
      table.discarded.removeFirst(over.count)
      return over
    }
  }

  /// Makes changes known that were committed, in their order, after the snapshots are replaced: a fetch
  /// that comes in later reads the new ones.
  func publish(_ changes: [AcceptedChange], revision: UInt64) {
    let tells = changes.contains { $0.revision != nil }
    guard tells else { return withTable { table, _ in table.advance(to: revision) } }
    change(tells: true) { table, now in
      for change in changes {
        guard let revision = change.revision else { continue }
        table.publish(
          revision: revision, workspace: change.workspace, introduces: change.introduces, now: now)
      }
      table.advance(to: revision)
    }
  }

  /// What was committed before was found out: from `revision` on everything is known again.
  func recovered(at revision: UInt64) {
    change(tells: true) { table, now in
      table.reset(to: revision, now: now)
    }
  }

  // MARK: Waiting

  /// Waits until the leases of `workspace` (nil: all) hold `revision` or are over, and fetches without
  /// one are over too; at most until `deadline`.
  func wait(
    for revision: UInt64, workspace: WorkspaceID?, anonymousUntil: Duration?,
    until deadline: Duration
  ) async {
    let number = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let begins = state.withLock { state in
          if state.cancelled.remove(number) != nil || state.isStopping { return false }
          guard
            state.table.beginWait(
              number, revision: revision, workspace: workspace, anonymousUntil: anonymousUntil,
              deadline: deadline, now: clock.uptime)
          else { return false }
          state.waiting[number] = continuation
          return true
        }
        if !begins { continuation.resume() }
      }
    } onCancel: {
      cancel(number)
    }
    _ = state.withLock { $0.cancelled.remove(number) }
  }

  private func cancel(_ number: Int) {
    let continuation = state.withLock { state in
      state.table.waits.removeAll { $0.number == number }
      let continuation = state.waiting.removeValue(forKey: number)
      if continuation == nil { state.cancelled.insert(number) }
      return continuation
    }
    continuation?.resume()
  }

  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Ends all waits, and lets none begin any more.
  func stopWaiting() {
    state.withLock { $0.isStopping = true }
    change { table, _ in table.endWaits() }
  }

  // MARK: Watching

  func watch(_ wake: @escaping @Sendable () -> Void) -> ChangeWatch {
    let number = state.withLock { state in
      state.nextNumber += 1
      state.watchers[state.nextNumber] = wake
      return state.nextNumber
    }
    return ChangeWatch { [weak self] in
      _ = self?.state.withLock { $0.watchers.removeValue(forKey: number) }
    }
  }
}
