internal import Foundation
public import SignetCore
internal import SignetSQLite
public import SignetTestProcesses

/// A store that counts its transactions, and that can be held before the next one or made to fail.
// SAFETY: what changes is read and written with the condition's lock held.
public final class WatchedStore: Store, @unchecked Sendable {
  private let base: any Store
  private let condition = NSCondition()
  private var isHeld = false
  private var failure: StoreError?
  private var begun = 0
  private var waiting = 0

  public init(_ base: any Store) { self.base = base }

  /// One in SQLite, in a folder's `state`.
  public convenience init(in folder: TemporaryFolder) throws {
    self.init(try SQLiteStore.open(directory: folder.path + "/state"))
  }

  /// Transactions that were begun.
  public var transactions: Int {
    condition.lock()
    defer { condition.unlock() }
    return begun
  }

  /// Whether somebody waits to begin a transaction.
  public var isWaiting: Bool {
    condition.lock()
    defer { condition.unlock() }
    return waiting > 0
  }

  /// Lets no transaction begin until released.
  public func hold() { set(isHeld: true) }
  public func release() { set(isHeld: false) }

  /// Makes every transaction from now on fail, until told nil.
  public func fail(with error: StoreError?) {
    condition.lock()
    failure = error
    condition.unlock()
  }

  private func set(isHeld: Bool) {
    condition.lock()
    self.isHeld = isHeld
    condition.broadcast()
    condition.unlock()
  }

  public func transaction(_ body: (any StoreTransaction) throws -> Void) throws {
    condition.lock()
    waiting += 1
    while isHeld { condition.wait() }
    waiting -= 1
    begun += 1
    let failure = failure
    condition.unlock()
    if let failure { throw failure }
    try base.transaction(body)
  }

  public func reopen() throws { try base.reopen() }
  public func checkpoint() throws -> Int { try base.checkpoint() }
  public func close() { base.close() }
}
