internal import GRDB
public import SignetCore

extension SQLiteStore {
  /// See `Store.transaction`. A transaction that wrote nothing touches no file.
  ///
  /// Further errors: `StoreError.transactionLost` when SQLite gave up the transaction and `body`
  /// did not throw because of it; `.constraint` when a call of this store is under way already.
  public func transaction(_ body: (any StoreTransaction) throws -> Void) throws {
    let queue = try begin()
    var unsettled: String?
    defer { end(unsettled: unsettled) }
    // Not GRDB's `write`: it cannot tell a failed COMMIT from another error, and it would go on
    // after SQLite rolled back by itself.
    try queue.writeWithoutTransaction { db in
      do {
        try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
      } catch {
        throw StoreError(error, path: path)
      }
      let transaction = SQLiteTransaction(db, path: path)
      defer { transaction.invalidate() }
      do {
        try body(transaction)
        try transaction.checkAlive()
      } catch {
        unsettled = rollBack(db)
        throw error
      }
      do {
        try db.cachedStatement(sql: "COMMIT").execute()
      } catch {
        let failure = CommitFailure(error, path: path)
        unsettled = rollBack(db)
        if case .outcomeUnknown(let reason) = failure.storeError { unsettled = reason }
        throw failure.storeError
      }
    }
  }

  /// Ends what is left of a transaction. Answers why the connection must not be used any more, or
  /// nil. There is nothing to roll back where SQLite did it already.
  private func rollBack(_ db: Database) -> String? {
    guard db.isInsideTransaction else { return nil }
    do {
      try db.cachedStatement(sql: "ROLLBACK").execute()
    } catch {
      guard db.isInsideTransaction else { return nil }
      return "ROLLBACK failed: \(StoreError(error, path: path))"
    }
    return nil
  }

  /// Marks the store as busy and hands out the connection.
  private func begin() throws(StoreError) -> DatabaseQueue {
    try state.withLock { state throws(StoreError) in
      guard !state.isBusy else { throw Self.reentered }
      switch state.connection {
      case .ready(let queue):
        state.isBusy = true
        return queue
      case .unsettled(_, let reason):
        throw .outcomeUnknown(reason)
      case .closed:
        throw .closed
      }
    }
  }

  private func end(unsettled reason: String?) {
    let released = state.withLock { state -> State? in
      state.isBusy = false
      if let reason, case .ready(let queue) = state.connection {
        state.connection = .unsettled(queue, reason: reason)
      }
      return state.closesWhenIdle ? Self.release(&state) : nil
    }
    released.map(Self.shut)
  }

  static var reentered: StoreError { .constraint("a call of this store is under way") }

  /// Moves the log into the database file and makes the log empty. Answers 0, or throws.
  ///
  /// TRUNCATE, not PASSIVE: with one connection none of the modes ever waits for a reader, and the
  /// log holds old pages, among them those of rows that were removed; `secure_delete` wipes rows in
  /// the database file only. PASSIVE would leave them readable until the log comes around.
  ///
  /// Throws `StoreError`; what was committed stays committed, and the store goes on.
  @discardableResult
  public func checkpoint() throws -> Int {
    let queue = try begin()
    defer { end(unsettled: nil) }
    return try Connection.emptyLog(queue, path: path)
  }
}
