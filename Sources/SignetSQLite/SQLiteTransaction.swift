internal import GRDB
internal import SignetCore

/// A transaction of a `SQLiteStore` while it lasts; afterwards every call throws
/// `StoreError.closed`.
///
/// Every statement goes through `perform`. SQLite may end the transaction in a failing statement, and
/// what is executed then would be committed on its own: so nothing is executed unless the
/// transaction is known to be open, and the first statement that finds it gone says
/// `.transactionLost`, as do all after it.
final class SQLiteTransaction: StoreTransaction {
  private var database: Database?
  private let path: String
  /// Why SQLite gave the transaction up.
  private var lost: String?

  init(_ database: Database, path: String) {
    self.database = database
    self.path = path
  }

  func invalidate() { database = nil }

  /// Throws unless what was done so far can still be committed.
  func checkAlive() throws(StoreError) { _ = try openDatabase() }

  private func openDatabase() throws(StoreError) -> Database {
    guard let database else { throw .closed }
    if lost == nil, !database.isInsideTransaction { lost = "the transaction had ended" }
    if let lost { throw .transactionLost(lost) }
    return database
  }

  /// Runs statements, and finds out what became of the transaction if one fails.
  func perform<Result>(_ work: (Database) throws -> Result) throws(StoreError) -> Result {
    let database = try openDatabase()
    do {
      return try work(database)
    } catch {
      let cause = StoreError(error, path: path)
      guard database.isInsideTransaction else {
        let reason = "SQLite undid the transaction: \(cause)"
        lost = reason
        throw .transactionLost(reason)
      }
      throw cause
    }
  }

  func execute(_ sql: String, _ arguments: StatementArguments = []) throws(StoreError) {
    try perform { try $0.cachedStatement(sql: sql).execute(arguments: arguments) }
  }

  func fetchAll<Value>(
    _ sql: String, _ arguments: StatementArguments = [], decode: (Row) throws -> Value
  ) throws(StoreError) -> [Value] {
    try perform { db in
      let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
      var values: [Value] = []
      while let row = try rows.next() { values.append(try decode(row)) }
      return values
    }
  }

  func fetchOne<Value>(
    _ sql: String, _ arguments: StatementArguments = [], decode: (Row) throws -> Value
  ) throws(StoreError) -> Value? {
    try fetchAll(sql, arguments, decode: decode).first
  }

  // SQLite keeps savepoints in a stack, and a name means the innermost of that name.
  func savepoint<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("SAVEPOINT operation")
    do {
      let result = try body()
      try execute("RELEASE operation")
      return result
    } catch {
      // If the transaction was lost this throws that, whatever `body` made of it.
      try undoSavepoint()
      throw error
    }
  }

  /// If it fails nobody can tell what of the savepoint is left, so nothing may be committed.
  private func undoSavepoint() throws(StoreError) {
    do {
      try execute("ROLLBACK TO operation")
      try execute("RELEASE operation")
    } catch {
      let reason = lost ?? "a savepoint could not be undone: \(error)"
      lost = reason
      throw .transactionLost(reason)
    }
  }
}
