import CFaultVFS
import Foundation
import SignetCore
import Testing

@testable import SignetSQLite

@Suite("faults outside of COMMIT")
struct OtherFaultTests {
  struct Fault: Sendable {
    let isLog: Bool
    let operation: fault_operation
    let code: Int32
  }

  @Test(
    "a checkpoint that fails loses nothing and can be made again",
    arguments: [
      Fault(isLog: true, operation: FAULT_SYNC, code: Code.syncError),
      Fault(isLog: true, operation: FAULT_TRUNCATE, code: Code.truncateError),
      Fault(isLog: false, operation: FAULT_WRITE, code: Code.writeError),
      Fault(isLog: false, operation: FAULT_WRITE, code: Code.full),
      Fault(isLog: false, operation: FAULT_SYNC, code: Code.syncError),
    ])
  func checkpoint(fault: Fault) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { try $0.put(workspace: workspaceRow(1)) }
    let path = fault.isLog ? temporary.logPath : temporary.path
    try temporary.arm(path, fault.operation, code: fault.code)
    let error = try storeError { try store.checkpoint() }
    #expect(error?.kind == (fault.code == Code.full ? "full" : "io"))
    try store.transaction { try $0.put(workspace: workspaceRow(2)) }
    #expect(try store.checkpoint() == 0)
    store.close()
    let again = try temporary.open()
    defer { again.close() }
    #expect(try again.read { try $0.workspaceCounts().all } == 2)
  }

  // SQLite rolls back the transaction at any I/O error, whatever the statement did.
  @Test("a read error is told, and the next read works")
  func readError() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { try $0.put(workspace: workspaceRow(1)) }
    try store.reopen()
    try temporary.arm(temporary.path, FAULT_READ, code: Code.readError)
    let error = try storeError { _ = try store.read { try $0.workspace(tag(1)) } }
    #expect(error?.kind == "transactionLost")
    #expect(fault_vfs_failures(temporary.path, FAULT_READ) == 1)
    #expect(try store.read { try $0.workspace(tag(1)) } == workspaceRow(1))
  }

  @Test(
    "a creation that fails leaves no store, and the next one makes it whole",
    arguments: [FAULT_WRITE, FAULT_SYNC], [1, 2, 3] as [Int32])
  func creation(operation: fault_operation, nth: Int32) throws {
    let temporary = try TemporaryStore()
    let new = temporary.path + ".new"
    let code = operation == FAULT_SYNC ? Code.syncError : Code.writeError
    try temporary.arm(new, operation, nth: nth, times: -1, code: code)
    let error = try storeError { try temporary.open().close() }
    guard fault_vfs_failures(new, operation) > 0 else {
      // So few operations does a creation need; then it must have succeeded.
      #expect(error == nil)
      return
    }
    #expect(error != nil)
    #expect(try !SQLiteStore.exists(in: temporary.directory))
    fault_vfs_disarm(new)
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { try $0.put(keyring: [1]) }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: temporary.directory).sorted()
        == ["signet.db", "signet.db-wal"])
  }
}
