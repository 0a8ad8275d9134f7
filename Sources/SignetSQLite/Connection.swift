internal import GRDB
internal import SignetCore

/// How the one connection is made.
enum Connection {
  /// Opens the file with all settings made. What the file holds is not looked at beyond that it is
  /// a database.
  static func open(_ path: String) throws(StoreError) -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "signet.store"
    configuration.busyMode = .immediateError
    // `SQLiteStore` begins and ends transactions by itself and accounts for what SQLite did; GRDB
    // would end the process where a failed ROLLBACK leaves one open.
    configuration.allowsUnsafeTransactions = true
    configuration.publicStatementArguments = false
    configuration.prepareDatabase { db in
      for setting in Setting.all { try setting.apply(db) }
    }
    do {
      return try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Reads all settings back. Throws `StoreError.setting` for the first that is not as it was made:
  /// SQLite ignores what it does not know or cannot do at the moment.
  static func verify(_ queue: DatabaseQueue, path: String) throws(StoreError) {
    do {
      try queue.writeWithoutTransaction { db in
        for setting in Setting.all { try setting.verify(db) }
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Moves the whole log into the database file, synced, and cuts the log to length 0. Answers how
  /// many pages are left in the log: 0.
  @discardableResult
  static func emptyLog(_ queue: DatabaseQueue, path: String) throws(StoreError) -> Int {
    do {
      return try queue.writeWithoutTransaction { db in
        guard !db.isInsideTransaction else {
          throw StoreError.constraint("a checkpoint inside a transaction")
        }
        let pages = try db.checkpoint(.truncate)
        return max(0, pages.walFrameCount - pages.checkpointedFrameCount)
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
