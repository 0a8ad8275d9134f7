import SignetCore
import Synchronization

/// A store with two places in each writing transaction at which something may come between: before it,
/// and after it is on the disk but before anybody has heard of it.
final class WindowedStore: Store {
  enum Place: Sendable { case before, after }

  private let base: any Store
  private let waiting = Mutex<(place: Place, body: @Sendable () -> Void)?>(nil)

  init(_ base: any Store) { self.base = base }

  /// Runs `body` once, at `place` of the next transaction, on the thread that commits.
  func comeBetween(_ place: Place, _ body: @escaping @Sendable () -> Void) {
    waiting.withLock { $0 = (place, body) }
  }

  /// What did not get its turn never does.
  func forget() { waiting.withLock { $0 = nil } }

  private func run(_ place: Place) {
    let body = waiting.withLock { waiting -> (@Sendable () -> Void)? in
      guard let it = waiting, it.place == place else { return nil }
      waiting = nil
      return it.body
    }
    body?()
  }

  func transaction(_ body: (any StoreTransaction) throws -> Void) throws {
    run(.before)
    try base.transaction(body)
    run(.after)
  }

  func reopen() throws { try base.reopen() }
  func checkpoint() throws -> Int { try base.checkpoint() }
  func close() { base.close() }
}
