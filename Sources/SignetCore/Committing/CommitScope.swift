/// What a unit works on: the transaction that its batch shares, and the state that all rows share.
/// Valid within the unit only, on the committer's thread.
final class CommitScope {
  let transaction: any StoreTransaction
  var ledger: Ledger
  /// Changes of what verifiers accept, made known after the commit in this order.
  private(set) var changes: [AcceptedChange] = []

  init(transaction: any StoreTransaction, ledger: Ledger) {
    self.transaction = transaction
    self.ledger = ledger
  }

  func note(_ change: AcceptedChange) { changes.append(change) }

  /// Runs `body`; if it throws, everything it did is undone, in the store and here.
  func attempt<Result>(_ body: () throws -> Result) throws -> Result {
    let (ledger, count) = (ledger, changes.count)
    do {
      return try transaction.savepoint(body)
    } catch {
      self.ledger = ledger
      changes.removeLast(changes.count - count)
      throw error
    }
  }
}

/// What a workspace's verifiers accept from a commit on; `keys` is nil once it is deleted.
struct AcceptedChange: Sendable {
  let workspace: WorkspaceID
  let keys: AcceptedKeys?
}

/// Hears of commits, on the committer's thread, before anybody is answered.
protocol CommitObserver: Sendable {
  func committed(_ changes: [AcceptedChange], ledger: Ledger)
  /// COMMIT failed, and the changes may or may not be on the disk.
  func outcomeUnknown(_ changes: [AcceptedChange])
  /// What is on the disk was found out: everything known from before is to be forgotten.
  func recovered(ledger: Ledger)
}
