import Foundation
import SignetCore
import Testing

@testable import SignetSQLite

@Suite("a store of the first schema")
struct UpgradeTests {
  /// A database that a daemon of the first schema wrote and closed: three workspaces made, one
  /// rotated, one revoked, one deleted.
  private static let original = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Databases/schema-1.db").path

  private func placed() throws -> TemporaryStore {
    let temporary = try TemporaryStore()
    try FileManager.default.copyItem(atPath: Self.original, toPath: temporary.path)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: temporary.path)
    return temporary
  }

  @Test("it is brought up to date when it is opened, and its rows stay as they are")
  func upgraded() throws {
    let temporary = try placed()
    let store = try temporary.open()
    defer { store.close() }
    let rows = try store.read { try $0.workspaces(after: 0, limit: 9, withDeadlineOnly: false) }
    #expect(rows.count == 2)
    #expect(rows.allSatisfy { $0.usage == nil && !$0.record.isEmpty })
    #expect(
      try store.read { try $0.auditRows(AuditRange(order: .ascending, limit: 99)) }.count == 7)
    #expect(try store.read { try $0.tombstones(after: nil, limit: 9) }.count == 1)
    #expect(try store.read { try $0.ledger() } != nil)
    #expect(try store.read { try $0.leases(after: nil, limit: 9) }.isEmpty)
    #expect(try store.read { try $0.session() } == nil)
  }

  @Test("what came with the second schema can be written to it, and is there for the next process")
  func written() throws {
    let temporary = try placed()
    let store = try temporary.open()
    var row = try #require(
      try store.read { try $0.workspaces(after: 0, limit: 1, withDeadlineOnly: false) }.first)
    row.usage = [1, 2]
    try store.transaction {
      try $0.put(workspace: row)
      try $0.put(lease: leaseRow(1))
      try $0.put(session: SessionRow(generation: 1, sealed: [3]))
    }
    store.close()
    let again = try temporary.open()
    defer { again.close() }
    #expect(try again.read { try $0.workspace(row.tag) } == row)
    #expect(try again.read { try $0.leases(after: nil, limit: 9) } == [leaseRow(1)])
    #expect(try again.read { try $0.session() } == SessionRow(generation: 1, sealed: [3]))
  }

  @Test("it has the tables and columns of a store that was made anew")
  func sameTables() throws {
    func tables(_ store: SQLiteStore) throws -> [String] {
      try store.read { transaction in
        try sqlite(transaction).fetchAll(
          "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
        ) { "\($0[0] ?? "nothing"): \($0[1] ?? "nothing")" }
      }
    }
    let first = try placed()
    let old = try first.open()
    defer { old.close() }
    let new = try TemporaryStore()
    let fresh = try new.open()
    defer { fresh.close() }
    #expect(try tables(old) == tables(fresh))
  }
}
