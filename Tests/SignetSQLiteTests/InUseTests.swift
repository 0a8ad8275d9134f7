import CFaultVFS
import Foundation
import GRDB
import SignetCore
import Testing

@testable import SignetSQLite

@Suite("one store, one holder")
struct InUseTests {
  /// What the first holder is doing when the second comes.
  enum Holder: String, CaseIterable, Codable, Sendable {
    case idle, committed, checkpointed, reopened, unsettled, reopeningFailed
    /// Between two connections: SQLite itself holds no lock.
    case disconnected
  }

  private func hold(_ temporary: TemporaryStore, _ holder: Holder) throws -> SQLiteStore {
    let store = try temporary.open()
    switch holder {
    case .idle:
      break
    case .committed:
      try store.transaction { try $0.put(keyring: [1]) }
    case .checkpointed:
      try store.transaction { try $0.put(keyring: [1]) }
      try store.checkpoint()
    case .reopened:
      try store.reopen()
    case .unsettled, .reopeningFailed:
      try temporary.arm(temporary.logPath, FAULT_SYNC, times: -1, code: Code.syncError)
      #expect(throws: StoreError.self) { try store.transaction { try $0.put(keyring: [1]) } }
      if holder == .reopeningFailed {
        #expect(throws: StoreError.self) { try store.reopen() }
      }
    case .disconnected:
      try temporary.arm(temporary.path, FAULT_READ, times: -1, code: Code.readError)
      #expect(throws: StoreError.self) { try store.reopen() }
      fault_vfs_disarm(temporary.path)
    }
    return store
  }

  @Test("a second one in this process is refused at once", arguments: Holder.allCases)
  func sameProcess(holder: Holder) throws {
    let temporary = try TemporaryStore()
    let store = try hold(temporary, holder)
    defer { store.close() }
    let start = ContinuousClock.now
    #expect(try storeError { _ = try temporary.open() }?.kind == "inUse")
    #expect(ContinuousClock.now - start < .seconds(1))
  }

  @Test("a second one is refused in the middle of a transaction, which is not disturbed")
  func insideTransaction() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { transaction in
      try transaction.put(keyring: [1])
      #expect(try storeError { _ = try temporary.open() }?.kind == "inUse")
    }
    #expect(try store.read { try $0.keyring() } == [1])
  }

  @Test("who comes after the first has closed is let in")
  func afterwards() throws {
    let temporary = try TemporaryStore()
    try temporary.open().close()
    try temporary.open().close()
  }

  @Test("a store that was dropped without closing lets go as well")
  func dropped() throws {
    let temporary = try TemporaryStore()
    do {
      let store = try temporary.open()
      try store.transaction { try $0.put(keyring: [1]) }
    }
    let store = try temporary.open()
    defer { store.close() }
    #expect(try store.read { try $0.keyring() } == [1])
  }

  #if compiler(>=6.3)
    @Test("another process is refused at once", arguments: Holder.allCases)
    func otherProcess(holder: Holder) async throws {
      let temporary = try TemporaryStore()
      let store = try hold(temporary, holder)
      defer { store.close() }
      await #expect(processExitsWith: .success) { [directory = temporary.directory as String] in
        let error = try storeError { _ = try SQLiteStore.open(directory: directory) }
        #expect(error?.kind == "inUse")
      }
    }

    @Test("another program that opens the file is refused by SQLite's own lock")
    func otherProgram() async throws {
      let temporary = try TemporaryStore()
      let store = try temporary.open()
      defer { store.close() }
      await #expect(processExitsWith: .success) { [path = temporary.path as String] in
        #expect {
          try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "SELECT 1 FROM audit") }
        } throws: {
          ($0 as? DatabaseError)?.resultCode == .SQLITE_BUSY
        }
      }
      try store.transaction { try $0.put(keyring: [1]) }
    }
  #endif
}
