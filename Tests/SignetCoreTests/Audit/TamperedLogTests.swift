import GRDB
import SignetAudit
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("a log that was tampered with in the closed file")
struct TamperedLogTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  /// Ten entries, then `sql` on the closed file, then what opening and verifying say.
  private func tamper(_ sql: String) async throws -> TestService {
    try await signet.create()
    for _ in 0..<8 { _ = try await signet.reveal(.current) }
    signet.stop()
    try signet.execute(sql)
    return try signet.reopened()
  }

  @Test("an untouched log is whole, to its head")
  func whole() async throws {
    let again = try await tamper("")
    let found = try await again.verifyAudit()
    #expect(found.fault == nil)
    #expect(found.entries == 10)
    #expect(found.head.sequence == 10)
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sql: String
    let sequence: UInt64
    let reason: String
  }

  @Test(
    "what was changed is found, and the first bad entry named",
    arguments: [
      Change(
        testDescription: "a byte of the sealed entry",
        sql: "UPDATE audit SET sealed = zeroblob(length(sealed)) WHERE sequence = 4",
        sequence: 4, reason: "altered"),
      Change(
        testDescription: "an emptied entry",
        sql: "UPDATE audit SET sealed = x'01' WHERE sequence = 4", sequence: 4,
        reason: "altered"),
      Change(
        testDescription: "its time", sql: "UPDATE audit SET time = time + 1 WHERE sequence = 5",
        sequence: 5, reason: "altered"),
      Change(
        testDescription: "its workspace",
        sql: "UPDATE audit SET workspace = NULL WHERE sequence = 6", sequence: 6,
        reason: "altered"),
      Change(
        testDescription: "its link",
        sql: "UPDATE audit SET link = zeroblob(32) WHERE sequence = 7", sequence: 7,
        reason: "altered"),
      Change(
        testDescription: "one taken from the middle",
        sql: "DELETE FROM audit WHERE sequence = 5", sequence: 5, reason: "missing"),
      Change(
        testDescription: "the first one taken away",
        sql: "DELETE FROM audit WHERE sequence = 1", sequence: 1, reason: "missing"),
      Change(
        testDescription: "two swapped",
        sql: """
          UPDATE audit SET sequence = 999 WHERE sequence = 3;
          UPDATE audit SET sequence = 3 WHERE sequence = 4;
          UPDATE audit SET sequence = 4 WHERE sequence = 999
          """, sequence: 3, reason: "altered"),
      Change(
        testDescription: "one entry in another's row",
        sql: """
          UPDATE audit SET sealed = (SELECT sealed FROM audit WHERE sequence = 4)
          WHERE sequence = 8
          """, sequence: 8, reason: "altered"),
    ])
  func found(change: Change) async throws {
    let again = try await tamper(change.sql)
    let found = try await again.verifyAudit()
    #expect(found.fault == .init(sequence: change.sequence, reason: change.reason))
    #expect(found.entries == change.sequence - 1)
  }

  @Test(
    "a log that ends elsewhere than the ledger says is not opened",
    arguments: [
      "DELETE FROM audit WHERE sequence = 10",
      "DELETE FROM audit WHERE sequence >= 3",
      "DELETE FROM audit",
      "UPDATE audit SET link = zeroblob(32) WHERE sequence = 10",
      """
      INSERT INTO audit SELECT 11, time, workspace, link, sealed FROM audit WHERE sequence = 10
      """,
    ])
  func end(sql: String) async throws {
    let error = await #expect(throws: OpenError.self) { _ = try await tamper(sql) }
    guard case .damaged(let text) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(text.contains("ledger says 10"))
  }

  @Test("a tampered entry is not shown")
  func read() async throws {
    let again = try await tamper(
      "UPDATE audit SET sealed = zeroblob(length(sealed)) WHERE sequence = 4")
    await #expect(throws: SignetError.unavailable(.damaged("a sealed row does not open"))) {
      try await again.log()
    }
  }
}

extension TestService {
  /// Runs SQL on the closed database, as somebody could who has the file: without the triggers.
  func execute(_ sql: String, _ arguments: StatementArguments = .init()) throws {
    try withDatabase { try $0.execute(sql: sql, arguments: arguments) }
  }

  func withDatabase<Result>(_ body: (Database) throws -> Result) throws -> Result {
    stop()
    let queue = try DatabaseQueue(path: databasePath)
    defer { try? queue.close() }
    return try queue.write { db in
      let triggers = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
      return try body(db)
    }
  }
}
