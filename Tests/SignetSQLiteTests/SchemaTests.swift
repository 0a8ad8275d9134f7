import SignetCore
import Testing

@testable import SignetSQLite

@Suite("the schema refuses what must not be, whoever writes it")
struct SchemaTests {
  private static let zeros = "zeroblob(32)"

  @Test(
    "a statement that breaks a rule of the schema is refused",
    arguments: [
      "INSERT INTO keyring VALUES (2, x'01')",
      "INSERT INTO keyring VALUES (1, NULL)",
      "INSERT INTO keyring VALUES (1, 'text')",
      "INSERT INTO ledger VALUES (2, 1, 1, x'01')",
      "INSERT INTO ledger VALUES (1, -1, 1, x'01')",
      "INSERT INTO ledger VALUES (1, 1, 4294967296, x'01')",
      "INSERT INTO ledger VALUES (1, 'many', 1, x'01')",
      "INSERT INTO workspace VALUES (1, \(zeros), 1, 'soon', 1, x'01', x'01', NULL)",
      "INSERT INTO workspace VALUES (1, \(zeros), 1, NULL, 1, x'01', x'01', x'')",
      "INSERT INTO workspace VALUES (1, \(zeros), 1, NULL, 1, x'01', x'01', 'text')",
      "INSERT INTO lease VALUES (x'01', 1, x'01')",
      "INSERT INTO lease VALUES (NULL, 1, x'01')",
      "INSERT INTO lease VALUES (\(zeros), -1, x'01')",
      "INSERT INTO lease VALUES (\(zeros), 1, x'')",
      "INSERT INTO session VALUES (2, 1, x'01')",
      "INSERT INTO session VALUES (1, 4294967296, x'01')",
      "INSERT INTO session VALUES (1, 1, NULL)",
      "INSERT INTO workspace VALUES (1, \(zeros), 1.5, NULL, 1, x'01', x'01', NULL)",
      "INSERT INTO workspace VALUES (1, \(zeros), 1, NULL, -1, x'01', x'01', NULL)",
      "INSERT INTO workspace VALUES (1, NULL, 1, NULL, 1, x'01', x'01', NULL)",
      """
      INSERT INTO workspace
      VALUES (1, '12345678901234567890123456789012', 1, NULL, 1, x'01', x'01', NULL)
      """,
      "UPDATE workspace SET tag = x'01'",
      "UPDATE workspace SET revision = created - 1",
      "INSERT INTO reservation VALUES (\(zeros), NULL, 1, 1, x'01')",
      "INSERT INTO reservation VALUES (\(zeros), \(zeros), 0, 1, x'01')",
      "INSERT INTO tombstone VALUES (NULL, 1, 1, x'01')",
      "INSERT INTO audit VALUES (NULL, 1, NULL, \(zeros), x'01')",
      "INSERT INTO audit VALUES (5, 1, NULL, \(zeros), x'01')",
      "INSERT OR REPLACE INTO audit VALUES (2, 1, NULL, \(zeros), x'01')",
      "INSERT INTO audit VALUES (4, 1, x'01', \(zeros), x'01')",
      "INSERT INTO audit VALUES (4, 1, NULL, x'01', x'01')",
      "UPDATE audit SET sealed = x'02' WHERE sequence = 2",
      "UPDATE audit SET sequence = 9 WHERE sequence = 3",
      "UPDATE OR IGNORE audit SET time = 0",
      "DELETE FROM audit",
      "DELETE FROM audit WHERE sequence = 2",
      "DELETE FROM audit WHERE sequence = 3",
    ])
  func refused(sql: String) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { transaction in
      try transaction.put(workspace: workspaceRow(3))
      for sequence in 1...3 { try transaction.append(audit: auditRow(UInt64(sequence))) }
    }
    let error = try storeError { try store.execute(sql) }
    #expect(error?.kind == "constraint", "\(String(describing: error))")
    #expect(try store.read { try $0.auditRows(AuditRange(order: .ascending, limit: 9)) }.count == 3)
    #expect(try store.read { try $0.workspace(tag(3)) } == workspaceRow(3))
  }

  @Test("the oldest audit rows can be removed, and the numbers go on")
  func pruned() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { transaction in
      for sequence in 1...5 { try transaction.append(audit: auditRow(UInt64(sequence))) }
    }
    try store.execute("DELETE FROM audit WHERE sequence <= 4")
    try store.transaction { try $0.append(audit: auditRow(6)) }
    let left = try store.read { try $0.auditRows(AuditRange(order: .ascending, limit: 9)) }
    #expect(left.map(\.sequence) == [5, 6])
  }

  @Test("all tables of ours are strict")
  func strict() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    let loose = try store.read { transaction in
      try sqlite(transaction).fetchAll(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
      ) { "\($0[0] ?? "nothing")" }
    }
    #expect(loose.sorted() == ["grdb_migrations", "sqlite_schema"])
  }

  @Test("a constraint's message names columns, never values")
  func messages() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    let error = try storeError {
      try store.execute("INSERT INTO keyring VALUES (1, 'a secret value')")
    }
    #expect(error?.kind == "constraint")
    #expect(!String(reflecting: error).contains("a secret value"))
  }
}
