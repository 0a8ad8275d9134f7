/// What a unit works on: the transaction that its batch shares, and the state that all rows share.
/// Valid within the unit only, on the committer's thread.
final class CommitScope {
  let transaction: any StoreTransaction
  var ledger: Ledger
  /// The walk along all rows that is under way, if any: it must hear of every row that changes.
  var walk: RowWalk?
  /// Asks for a checkpoint at the next quiet moment.
  var wantsCheckpoint = false
  /// Whether rows were written that the ledger does not tell of.
  var wroteBeside = false
  /// Changes of what verifiers accept, made known after the commit in this order.
  private(set) var changes: [AcceptedChange] = []
  /// What the operator hears after the commit.
  private(set) var notices: [ServiceEvent] = []

  init(transaction: any StoreTransaction, ledger: Ledger, walk: RowWalk? = nil) {
    self.transaction = transaction
    self.ledger = ledger
    self.walk = walk
  }

  func note(_ change: AcceptedChange) { changes.append(change) }
  func note(_ notice: ServiceEvent) { notices.append(notice) }

  /// Keeps the hash of all rows in step with a row that was written, replaced or removed.
  func rowChanged(
    at place: RowPlace, from old: MultisetHash.Element?, to new: MultisetHash.Element?
  ) {
    ledger.rows.replace(old, by: new)
    walk?.rowChanged(at: place, from: old, to: new)
  }

  /// Runs `body`; if it throws, everything it did is undone, in the store and here.
  func attempt<Result>(_ body: () throws -> Result) throws -> Result {
    let (ledger, walk) = (ledger, walk)
    let (changes, notices) = (changes.count, notices.count)
    do {
      return try transaction.savepoint(body)
    } catch {
      self.ledger = ledger
      self.walk = walk
      self.changes.removeLast(self.changes.count - changes)
      self.notices.removeLast(self.notices.count - notices)
      throw error
    }
  }
}

/// What a workspace's verifiers accept from a commit on.
struct AcceptedChange: Sendable {
  let workspace: WorkspaceID
  /// Nil once it is deleted.
  let keys: AcceptedKeys?
  /// The revision that changed it; nil where it was only read into memory.
  var revision: UInt64?
  /// The version that this revision brought in, if any.
  var introduces: UInt32?
}

/// Hears of commits, on the committer's thread, before anybody is answered.
protocol CommitObserver: Sendable {
  /// `wrote`: something reached the disk.
  func committed(_ changes: [AcceptedChange], ledger: Ledger, wrote: Bool)
  /// COMMIT failed, and the changes may or may not be on the disk.
  func outcomeUnknown(_ changes: [AcceptedChange])
  /// What is on the disk was found out: everything known from before is to be forgotten.
  func recovered(ledger: Ledger)
  /// The locked memory is exhausted: what can be read again is to be let go.
  func relieve()
}
