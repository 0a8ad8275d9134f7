import CFaultVFS
import Foundation
import SignetCore
import Testing

@testable import SignetSQLite

@Suite("what is in the files")
struct FileTests {
  private let marker = Array("a marker that is nowhere else.".utf8)

  private func markedRecord() -> [UInt8] { (0..<300).flatMap { _ in marker } }

  /// The files that hold the marker, after the store was closed.
  private func filesWithMarker(_ temporary: TemporaryStore) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: temporary.directory).filter { name in
      let bytes = try #require(temporary.bytes(of: temporary.directory + "/" + name))
      return bytes.range(of: Foundation.Data(marker)) != nil
    }
  }

  @Test("no shared memory file is ever made")
  func noSharedMemory() throws {
    let temporary = try TemporaryStore()
    let shared = temporary.path + "-shm"
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { try $0.put(keyring: [1]) }
    #expect(temporary.size(of: shared) == nil)
    try store.checkpoint()
    try store.reopen()
    _ = try store.read { try $0.keyring() }
    #expect(temporary.size(of: shared) == nil)
  }

  @Test("a checkpoint cuts the log to nothing, and no checkpoint comes by itself")
  func log() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    let before = temporary.size(of: temporary.path)
    // More pages than SQLite's own limit of 1,000, at which it would make a checkpoint.
    try store.transaction { transaction in
      let record = [UInt8](repeating: 1, count: 40_000)
      for number in 1...120 { try transaction.put(workspace: workspaceRow(number, record: record)) }
    }
    try store.transaction { try $0.put(keyring: [1]) }
    #expect(try #require(temporary.size(of: temporary.logPath)) > 4_800_000)
    #expect(temporary.size(of: temporary.path) == before)
    #expect(try store.checkpoint() == 0)
    #expect(temporary.size(of: temporary.logPath) == 0)
    #expect(try #require(temporary.size(of: temporary.path)) > 4_800_000)
  }

  @Test("a transaction that wrote nothing writes nothing to the disk")
  func reading() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { try $0.put(keyring: [1]) }
    let size = temporary.size(of: temporary.logPath)
    // Any write or sync from here on would fail.
    try temporary.arm(temporary.logPath, FAULT_WRITE, times: -1, code: Code.writeError)
    try temporary.arm(temporary.logPath, FAULT_SYNC, times: -1, code: Code.syncError)
    #expect(try store.read { try $0.keyring() } == [1])
    #expect(temporary.size(of: temporary.logPath) == size)
  }

  @Test("the bytes of a row are in the file while it is there")
  func present() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.transaction { try $0.put(workspace: workspaceRow(1, record: markedRecord())) }
    store.close()
    #expect(try filesWithMarker(temporary) == [SQLiteStore.fileName])
  }

  @Test("after a checkpoint no byte of a removed row is left", arguments: [false, true])
  func removed(replaced: Bool) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.transaction { try $0.put(workspace: workspaceRow(1, record: markedRecord())) }
    try store.checkpoint()
    try store.transaction {
      if replaced {
        try $0.put(workspace: workspaceRow(1, record: [1]))
      } else {
        try $0.removeWorkspace(tag(1))
      }
    }
    // The log holds nothing of before that either: it was cut, not only copied.
    try store.checkpoint()
    let log = try #require(temporary.bytes(of: temporary.logPath))
    #expect(log.isEmpty)
    store.close()
    #expect(try filesWithMarker(temporary) == [])
  }
}
