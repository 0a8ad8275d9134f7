import Foundation
import GRDB
import SignetCore
import Testing

@testable import SignetSQLite

@Suite("opening a store")
struct OpeningTests {
  @Test("a store exists from its creation on")
  func exists() throws {
    let temporary = try TemporaryStore()
    #expect(try !SQLiteStore.exists(in: temporary.directory))
    #expect(try !SQLiteStore.exists(in: temporary.directory + "/missing"))
    try temporary.open().close()
    #expect(try SQLiteStore.exists(in: temporary.directory))
  }

  @Test("a store is not created where that was not asked for")
  func mayNotCreate() throws {
    let temporary = try TemporaryStore()
    #expect(
      try storeError {
        _ = try SQLiteStore.open(directory: temporary.directory, mayCreate: false)
      }?.kind == "io")
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.directory) == [])
  }

  @Test("the directory is made with mode 0700, all files with mode 0600")
  func modes() throws {
    let temporary = try TemporaryStore()
    let directory = temporary.directory + "/state"
    let store = try SQLiteStore.open(directory: directory)
    try store.transaction { try $0.put(keyring: [1]) }
    #expect(temporary.mode(of: directory) == 0o700)
    let files = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    #expect(files == ["signet.db", "signet.db-wal"])
    for file in files { #expect(temporary.mode(of: directory + "/" + file) == 0o600) }
    store.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["signet.db"])
  }

  @Test("a directory or file that others can enter is refused", arguments: [0o755, 0o770, 0o701])
  func openToOthers(mode: Int) throws {
    let temporary = try TemporaryStore()
    try temporary.open().close()
    try set(mode, temporary.directory)
    func refusal(of path: String) -> StoreError {
      .notPrivate(path: path, .openToOthers(mode: UInt32(mode)))
    }
    #expect(
      try storeError { _ = try temporary.open() } == refusal(of: temporary.directory))
    try set(0o700, temporary.directory)
    try set(mode, temporary.path)
    #expect(try storeError { _ = try temporary.open() } == refusal(of: temporary.path))
    try set(0o600, temporary.path)
    try temporary.open().close()
  }

  @Test(
    "a link in place of the database or its log is refused", arguments: ["", "-wal", "-journal"])
  func link(suffix: String) throws {
    let temporary = try TemporaryStore()
    try temporary.open().close()
    let file = temporary.path + suffix
    let target = temporary.directory + "/elsewhere"
    if suffix.isEmpty {
      try FileManager.default.moveItem(atPath: file, toPath: target)
    } else {
      try Foundation.Data().write(to: URL(fileURLWithPath: target))
    }
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: target)
    #expect(
      try storeError { _ = try temporary.open() } == .notPrivate(path: file, .symbolicLink))
  }

  @Test("a log without its database is not written over")
  func orphanLog() throws {
    let temporary = try TemporaryStore()
    try Foundation.Data([1, 2, 3]).write(to: URL(fileURLWithPath: temporary.logPath))
    #expect(try storeError { _ = try temporary.open() }?.kind == "corrupt")
    #expect(temporary.bytes(of: temporary.logPath) == Foundation.Data([1, 2, 3]))
    #expect(try !SQLiteStore.exists(in: temporary.directory))
  }

  @Test(
    "a file that is not a database is refused and left as it is",
    arguments: ["", "x", "SQLite format 3\0", String(repeating: "garbage ", count: 4096)])
  func garbage(text: String) throws {
    let temporary = try TemporaryStore()
    try refuses(Foundation.Data(text.utf8), in: temporary, as: "corrupt")
  }

  @Test("a database of another program is refused and left as it is", arguments: [0, 1])
  func foreign(applicationID: Int) throws {
    let temporary = try TemporaryStore()
    let queue = try DatabaseQueue(path: temporary.path)
    try queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA application_id = \(applicationID); CREATE TABLE note (a)")
    }
    try queue.close()
    try refuses(try #require(temporary.bytes(of: temporary.path)), in: temporary, as: "corrupt")
  }

  @Test("a damaged page is told as damage")
  func damaged() throws {
    let temporary = try TemporaryStore()
    try temporary.open().close()
    var bytes = try #require(temporary.bytes(of: temporary.path))
    for index in 100..<bytes.count { bytes[index] = 0xFF }
    try refuses(bytes, in: temporary, as: "corrupt")
  }

  @Test("a store that a later version wrote is refused and left as it is")
  func laterSchema() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.execute("INSERT INTO grdb_migrations VALUES ('99-later')")
    store.close()
    let bytes = try #require(temporary.bytes(of: temporary.path))
    #expect(
      throws: StoreError.unknownSchema(found: "99-later"), performing: { try temporary.open() })
    #expect(temporary.bytes(of: temporary.path) == bytes)
  }

  @Test("a store of ours that lost its schema is not given a new one")
  func noSchema() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.execute("DROP TABLE grdb_migrations")
    store.close()
    try refuses(try #require(temporary.bytes(of: temporary.path)), in: temporary, as: "corrupt")
  }

  private func refuses(
    _ bytes: Foundation.Data, in temporary: TemporaryStore, as kind: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try bytes.write(to: URL(fileURLWithPath: temporary.path))
    try set(0o600, temporary.path)
    let error = try storeError { _ = try temporary.open() }
    #expect(error?.kind == kind, sourceLocation: sourceLocation)
    #expect(temporary.bytes(of: temporary.path) == bytes, sourceLocation: sourceLocation)
  }

  private func set(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }
}
