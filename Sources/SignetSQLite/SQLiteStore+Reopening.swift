internal import GRDB
internal import SignetCore

extension SQLiteStore {
  /// See `Store.reopen`. Whatever a failed COMMIT left is decided when it returns: the state that
  /// the next transaction reads is the one on the disk.
  ///
  /// Throws `StoreError`; then no transaction is served, and `reopen` may be called again.
  public func reopen() throws {
    let old = try state.withLock { state throws(StoreError) -> DatabaseQueue? in
      guard !state.isBusy else { throw Self.reentered }
      switch state.connection {
      case .closed:
        throw .closed
      case .ready(let queue):
        state.isBusy = true
        state.connection = .unsettled(queue, reason: "the store is being reopened")
        return queue
      case .unsettled(let queue, _):
        state.isBusy = true
        return queue
      }
    }
    // Until this has succeeded at the end, nothing is served.
    var connection = State.Connection.unsettled(old, reason: "the store was not reopened")
    defer { settle(connection) }
    do {
      try old?.close()
      connection = .unsettled(nil, reason: "the store was not reopened")
      try state.withLock { try $0.hold?.checkFiles(of: Self.fileName) }
      let queue = try Self.openExisting(path)
      connection = .unsettled(queue, reason: "the store was reopened, but cannot be written")
      try Self.proveWritable(queue, path: path)
      connection = .ready(queue)
    } catch {
      let storeError = StoreError(error, path: path)
      if case .unsettled(let queue, let reason) = connection {
        connection = .unsettled(queue, reason: "\(reason): \(storeError)")
      }
      throw storeError
    }
  }

  private func settle(_ connection: State.Connection) {
    let released = state.withLock { state -> State? in
      state.isBusy = false
      state.connection = connection
      return state.closesWhenIdle ? Self.release(&state) : nil
    }
    released.map(Self.shut)
  }

  /// Commits a change of the file's first page (a setting to the value it has) and makes a checkpoint
  /// of it succeed.
  ///
  /// The commit is what settles the outcome of an earlier one: closing the connection may have
  /// removed a log whose last commit was not seen, and that removal is on the disk only when the
  /// directory is; SQLite syncs it with the first commit into a new log. A checkpoint alone would
  /// find nothing to do and prove nothing.
  private static func proveWritable(_ queue: DatabaseQueue, path: String) throws(StoreError) {
    do {
      try queue.writeWithoutTransaction { db in
        let version = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        try db.execute(sql: "PRAGMA user_version = \(version)")
      }
    } catch {
      throw StoreError(error, path: path)
    }
    try Connection.emptyLog(queue, path: path)
  }
}
