import CFaultVFS
import SignetCore
import Testing

@testable import SignetSQLite

@Suite("a transaction that SQLite gives up by itself")
struct LostTransactionTests {
  /// Leaves no room in memory, so that changed pages are written to the log before COMMIT.
  private func shrinkCache(_ store: SQLiteStore) throws {
    try store.execute("PRAGMA cache_size = 10")
  }

  private func putMany(_ transaction: any StoreTransaction) throws {
    for number in 10...60 {
      try transaction.put(
        workspace: workspaceRow(number, record: .init(repeating: 3, count: 9_000)))
    }
  }

  @Test(
    "a write error inside a savepoint undoes the whole batch, and the next one works",
    arguments: [Code.writeError, Code.full])
  func writeError(code: Int32) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try shrinkCache(store)
    try store.transaction { try $0.put(keyring: [1]) }

    try temporary.arm(temporary.logPath, FAULT_WRITE, nth: 3, times: 1, code: code)
    var inside: StoreError?
    var after: StoreError?
    let error = try storeError {
      try store.transaction { transaction in
        try transaction.savepoint { try transaction.put(keyring: [2]) }
        inside = try storeError { try transaction.savepoint { try putMany(transaction) } }
        // A committer that took this for one operation's failure and went on.
        after = try storeError { try transaction.savepoint { try transaction.put(keyring: [3]) } }
      }
    }
    #expect(fault_vfs_failures(temporary.logPath, FAULT_WRITE) == 1)
    #expect(inside?.kind == "transactionLost")
    #expect(after?.kind == "transactionLost")
    #expect(error?.kind == "transactionLost")

    #expect(try store.read { try $0.keyring() } == [1])
    #expect(try store.read { try $0.workspaceCounts().all } == 0)
    try store.transaction { try putMany($0) }
    store.close()
    let again = try temporary.open()
    defer { again.close() }
    #expect(try again.read { try $0.keyring() } == [1])
    #expect(try again.read { try $0.workspaceCounts().all } == 51)
  }

  @Test(
    "a statement that rolls back is noticed, and nothing after it is executed",
    arguments: [
      "INSERT OR ROLLBACK INTO keyring VALUES (2, x'01')",
      "INSERT INTO tombstone VALUES (zeroblob(32), 1, 1, x'01')", "ROLLBACK", "COMMIT",
    ])
  func rollsBack(sql: String) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.execute(
      """
      CREATE TEMP TRIGGER gives_up BEFORE INSERT ON main.tombstone
      BEGIN SELECT RAISE(ROLLBACK, 'given up'); END
      """)
    var after: StoreError?
    let error = try storeError {
      try store.transaction { transaction in
        if sql != "COMMIT" { try transaction.put(keyring: [1]) }
        _ = try storeError { try transaction.savepoint { try sqlite(transaction).execute(sql) } }
        after = try storeError { try transaction.append(audit: auditRow(1)) }
      }
    }
    #expect(after?.kind == "transactionLost")
    #expect(error?.kind == "transactionLost")
    #expect(try store.read { try $0.keyring() } == nil)
    #expect(try store.read { try $0.auditRow(1) } == nil)
    try store.transaction { try $0.append(audit: auditRow(1)) }
  }

  @Test("the body's own error comes out even then, and nothing was kept")
  func ownError() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    #expect(throws: Unrelated(number: 3)) {
      try store.transaction { transaction in
        try transaction.put(keyring: [1])
        try? sqlite(transaction).execute("INSERT OR ROLLBACK INTO keyring VALUES (2, x'01')")
        throw Unrelated(number: 3)
      }
    }
    #expect(try store.read { try $0.keyring() } == nil)
  }
}
