import SignetTestProcesses
import Testing

@testable import SignetSQLite

@Suite("the schema's number in the header of the file")
struct SchemaNumberTests {
  @Test("the number is that of the migrations")
  func counted() { #expect(Schema.migrator.migrations.count == Schema.version) }

  @Test("it is in the file while the store is in use, for who has no SQLite")
  func numbered() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { try $0.put(keyring: [1]) }
    #expect(try number(in: temporary) == Schema.version)
  }

  @Test("a store from before the schema had a number gets it when it is opened")
  func unnumbered() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.execute("PRAGMA user_version = 0")
    store.close()
    #expect(try number(in: temporary) == 0)
    let reopened = try temporary.open()
    defer { reopened.close() }
    #expect(try number(in: temporary) == Schema.version)
  }

  /// What the package's preinst reads, as it does: from another process, without the log.
  private func number(in temporary: TemporaryStore) throws -> Int? {
    let dump = try ChildProcess([
      "/usr/bin/od", "-An", "--endian=big", "-tu4", "-j60", "-N4", temporary.path,
    ])
    try #require(dump.wait() == .exit(0))
    return Int(dump.text.filter { !$0.isWhitespace })
  }
}
