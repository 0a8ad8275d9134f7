import CFaultVFS
import SignetCore
import Testing

@testable import SignetSQLite

@Suite("a COMMIT that fails")
struct CommitFaultTests {
  /// Ways to fail after which nobody can know, and for how many calls.
  struct Fault: Sendable, CustomTestStringConvertible {
    let operation: fault_operation
    let nth: Int32
    let times: Int32
    let code: Int32

    var testDescription: String { "operation \(operation.rawValue), number \(nth), \(times) times" }
  }

  static let unknowable = [
    Fault(operation: FAULT_SYNC, nth: 1, times: 1, code: Code.syncError),
    // The sync of the checkpoint in closing fails as well, so the log stays and is read again.
    Fault(operation: FAULT_SYNC, nth: 1, times: 2, code: Code.syncError),
    Fault(operation: FAULT_WRITE, nth: 1, times: 1, code: Code.writeError),
    Fault(operation: FAULT_WRITE, nth: 2, times: 1, code: Code.writeError),
    Fault(operation: FAULT_WRITE, nth: 5, times: 1, code: Code.writeError),
  ]

  private static func write(_ transaction: any StoreTransaction, _ number: Int) throws {
    try transaction.put(workspace: workspaceRow(number, record: .init(repeating: 1, count: 9_000)))
    try transaction.put(reservation: reservationRow(number, owner: number))
    try transaction.append(audit: auditRow(UInt64(number)))
  }

  /// Whether transaction `number` is there, whole; records an issue if a part of it is.
  private static func holds(_ store: SQLiteStore, _ number: Int) throws -> Bool {
    try store.read { transaction in
      let parts = [
        try transaction.workspace(tag(number)) != nil,
        try transaction.reservation(tag(number), owner: tag(number)) != nil,
        try transaction.auditRow(UInt64(number)) != nil,
      ]
      #expect(Set(parts).count == 1, "a part of transaction \(number)")
      return parts[0]
    }
  }

  @Test("its outcome is unknown, and nothing is served until reopening", arguments: unknowable)
  func unknown(fault: Fault) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { try Self.write($0, 1) }

    try temporary.arm(
      temporary.logPath, fault.operation, nth: fault.nth, times: fault.times, code: fault.code)
    let error = try storeError { try store.transaction { try Self.write($0, 2) } }
    #expect(error?.kind == "outcomeUnknown")
    #expect(fault_vfs_failures(temporary.logPath, fault.operation) == 1)
    for _ in 1...2 {
      let refused = try storeError {
        try store.transaction { _ in Issue.record("the body of a refused transaction ran") }
      }
      #expect(refused?.kind == "outcomeUnknown")
    }
    #expect(try storeError { try store.checkpoint() }?.kind == "outcomeUnknown")

    try store.reopen()
    #expect(try Self.holds(store, 1))
    let settled = try Self.holds(store, 2)
    try store.transaction { try Self.write($0, settled ? 3 : 2) }

    // What reopening showed is what every later process sees.
    store.close()
    let again = try temporary.open()
    defer { again.close() }
    #expect(try Self.holds(again, 2))
    #expect(try Self.holds(again, 3) == settled)
  }

  @Test("both outcomes of a failed sync occur: the log removed, or read again")
  func bothOutcomes() throws {
    var outcomes: Set<Bool> = []
    for times: Int32 in [1, 2] {
      let temporary = try TemporaryStore()
      let store = try temporary.open()
      defer { store.close() }
      // The first commit into a log syncs its header before the rest is written.
      try store.transaction { try Self.write($0, 1) }
      try temporary.arm(temporary.logPath, FAULT_SYNC, times: times, code: Code.syncError)
      #expect(throws: StoreError.self) { try store.transaction { try Self.write($0, 2) } }
      try store.reopen()
      outcomes.insert(try Self.holds(store, 2))
    }
    #expect(outcomes == [false, true])
  }

  @Test("reopening fails while the disk does, and succeeds when it is well again")
  func reopening() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { try Self.write($0, 1) }
    try temporary.arm(temporary.logPath, FAULT_SYNC, times: -1, code: Code.syncError)
    #expect(throws: StoreError.self) { try store.transaction { try Self.write($0, 2) } }
    for _ in 1...3 {
      #expect(try storeError { try store.reopen() }?.kind == "io")
      #expect(try storeError { try store.transaction { _ in } }?.kind == "outcomeUnknown")
    }
    fault_vfs_disarm(temporary.logPath)
    try store.reopen()
    #expect(try Self.holds(store, 1))
    _ = try Self.holds(store, 2)
  }

  @Test("reopening proves that the file can be written, even with nothing in the log")
  func proof() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { try Self.write($0, 1) }
    try store.checkpoint()
    try temporary.arm(temporary.path, FAULT_WRITE, times: -1, code: Code.writeError)
    #expect(try storeError { try store.reopen() }?.kind == "io")
    #expect(try storeError { try store.transaction { _ in } }?.kind == "outcomeUnknown")
    fault_vfs_disarm(temporary.path)
    try store.reopen()
    #expect(try Self.holds(store, 1))
  }

  @Test(
    "a full disk is certain: nothing was kept, and with room again it goes on", arguments: 1...6)
  func full(nth: Int32) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try store.transaction { try Self.write($0, 1) }
    try temporary.arm(temporary.logPath, FAULT_WRITE, nth: nth, times: -1, code: Code.full)
    for _ in 1...2 {
      #expect(throws: StoreError.full) { try store.transaction { try Self.write($0, 2) } }
    }
    #expect(try !Self.holds(store, 2))
    fault_vfs_disarm(temporary.logPath)
    try store.transaction { try Self.write($0, 2) }
    store.close()
    let again = try temporary.open()
    defer { again.close() }
    #expect(try Self.holds(again, 1))
    #expect(try Self.holds(again, 2))
  }

  @Test("a transaction refused by a full disk is not there after a crash either")
  func fullThenCrash() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.transaction { try Self.write($0, 1) }
    try temporary.arm(temporary.logPath, FAULT_WRITE, nth: 6, times: -1, code: Code.full)
    #expect(throws: StoreError.full) { try store.transaction { try Self.write($0, 2) } }
    fault_vfs_disarm(temporary.logPath)
    // A crash: closing gets nothing onto the disk, so the log is what the next one finds.
    try temporary.arm(temporary.logPath, FAULT_SYNC, times: -1, code: Code.syncError)
    store.close()
    fault_vfs_disarm(temporary.logPath)
    #expect(try #require(temporary.size(of: temporary.logPath)) > 0)
    let again = try temporary.open()
    defer { again.close() }
    #expect(try Self.holds(again, 1))
    #expect(try !Self.holds(again, 2))
  }
}
