import GRDB
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("rows that were tampered with in the closed file")
struct TamperedRowTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  private static let damaged = SignetError.unavailable(
    .damaged("a sealed row does not open"))

  /// Names the row by the revision that created the workspace.
  private static func isDamagedWorkspace(_ error: any Error) -> Bool {
    guard case SignetError.unavailable(.damaged(let what)) = error else { return false }
    return what.hasPrefix("the row of the workspace created by revision ")
  }

  /// Two workspaces, the first in a grace window, and a deleted one.
  private func prepare() async throws {
    try await signet.create("one", secret: try ownSecret())
    try await signet.create("two")
    try await signet.create("gone")
    try await signet.perform(
      DeleteWorkspace(id: try workspaceID("gone"), precondition: .any))
    try await signet.rotate("one")
  }

  // "one" was created by revision 2, "two" by 3.
  @Test(
    "a workspace whose row was moved or changed does not open, and gives no key",
    arguments: [
      "UPDATE workspace SET created = 9, revision = 9 WHERE created = 2",
      "UPDATE workspace SET revision = revision + 1 WHERE created = 2",
      "UPDATE workspace SET next_deadline = next_deadline + 1 WHERE created = 2",
      "UPDATE workspace SET next_deadline = NULL WHERE created = 2",
      "UPDATE workspace SET record = zeroblob(length(record)) WHERE created = 2",
      "UPDATE workspace SET record = x'00' WHERE created = 2",
      "UPDATE workspace SET record = wrapped_key WHERE created = 2",
      "UPDATE workspace SET wrapped_key = record WHERE created = 2",
      """
      UPDATE workspace SET record = (SELECT record FROM workspace WHERE created = 3)
      WHERE created = 2
      """,
      """
      UPDATE workspace SET wrapped_key = (SELECT wrapped_key FROM workspace WHERE created = 3)
      WHERE created = 2
      """,
      """
      UPDATE workspace SET record = (SELECT sealed FROM tombstone) WHERE created = 2
      """,
      "UPDATE workspace SET generation = 2 WHERE created = 2",
      // Its tag and the other's exchanged.
      """
      CREATE TEMP TABLE t AS SELECT created, tag FROM workspace;
      UPDATE workspace SET tag = zeroblob(32) WHERE created = 2;
      UPDATE workspace SET tag = (SELECT tag FROM t WHERE created = 2) WHERE created = 3;
      UPDATE workspace SET tag = (SELECT tag FROM t WHERE created = 3) WHERE created = 2
      """,
    ])
  func workspace(sql: String) async throws {
    try await prepare()
    try signet.execute(sql)
    let again = try signet.reopened()
    await #expect { try await again.view("one") } throws: { Self.isDamagedWorkspace($0) }
    await #expect { try await again.reveal(.current, of: "one") } throws: {
      Self.isDamagedWorkspace($0)
    }
    await #expect { try await again.accepted("one") } throws: { Self.isDamagedWorkspace($0) }
    await #expect {
      try await again.perform(FetchKeys(id: try workspaceID("one")), as: .verifier)
    } throws: { Self.isDamagedWorkspace($0) }
    let found = try await again.service.verifyRows()
    #expect(found.damaged >= 1)
    #expect(again.events.all.contains { if case .damaged = $0 { true } else { false } })
    #expect(again.service.damage?.contains("does not open") == true)
  }

  @Test("a damaged row keeps no other one from being retired")
  func sweep() async throws {
    try await prepare()
    try await signet.rotate("two")
    try signet.execute("UPDATE workspace SET record = x'00' WHERE created = 2")
    let again = try signet.reopened()
    again.clock.advance(by: .hours(24))
    #expect(try await again.service.applyDeadlines() == 1)
    #expect(try await again.states("two") == "1 retired, 2 current")
  }

  @Test("many damaged rows keep no other one from being retired")
  func longSweep() async throws {
    for number in 0..<120 {
      try await signet.create("w\(number)")
      try await signet.rotate("w\(number)", grace: .seconds(number + 1))
    }
    // 99 of them, those with the earliest deadlines.
    try signet.execute("UPDATE workspace SET record = x'00' WHERE created < 200")
    let again = try signet.reopened()
    again.clock.advance(by: .hours(1))
    #expect(try await again.service.applyDeadlines() == 21)
    #expect(try await again.service.applyDeadlines() == 0)
    #expect(try await again.states("w119") == "1 retired, 2 current")
  }

  @Test("a list goes on behind a damaged row, and status tells of it")
  func list() async throws {
    try await prepare()
    try signet.execute("UPDATE workspace SET record = x'00' WHERE created = 2")
    let again = try signet.reopened()
    let page = try await again.perform(ListWorkspaces())
    #expect(page.workspaces.map(\.id.text) == ["two"])
    #expect(again.service.damage == "the row of the workspace created by revision 2 does not open")
  }

  @Test(
    "a reservation that was changed or moved does not open",
    arguments: [
      "UPDATE reservation SET revision = revision + 1",
      "UPDATE reservation SET sealed = (SELECT sealed FROM tombstone)",
      "UPDATE reservation SET sealed = x'00'",
    ])
  func reservation(sql: String) async throws {
    try await prepare()
    try signet.execute(sql)
    let again = try signet.reopened()
    await #expect(throws: Self.damaged) {
      try await again.perform(IdentifySecret(text: try ownSecret().key))
    }
    await #expect(throws: Self.damaged) {
      try await again.perform(
        RotateSecret(
          id: try workspaceID("one"), secret: try ownSecret(), expectedVersion: 2, force: true))
    }
  }

  @Test(
    "a database whose ledger or keyring was changed is not opened",
    arguments: [
      "UPDATE ledger SET writes = writes + 1", "UPDATE ledger SET generation = 2",
      "UPDATE ledger SET sealed = x'00'", "DELETE FROM ledger",
      "UPDATE ledger SET sealed = (SELECT sealed FROM keyring)", "DELETE FROM keyring",
      "DELETE FROM keyring; DELETE FROM ledger; DELETE FROM audit; DELETE FROM workspace",
      "DELETE FROM keyring; DELETE FROM ledger; DELETE FROM audit; DELETE FROM workspace; "
        + "DELETE FROM reservation",
    ])
  func ledger(sql: String) async throws {
    try await prepare()
    try signet.execute(sql)
    let error = #expect(throws: OpenError.self) { try signet.reopened() }
    guard case .damaged = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(
    "a keyring that was changed is as good as a wrong master key",
    arguments: ["UPDATE keyring SET sealed = x'00'", "UPDATE keyring SET sealed = zeroblob(300)"])
  func keyring(sql: String) async throws {
    try await prepare()
    try signet.execute(sql)
    #expect(throws: OpenError.wrongMasterKey) { try signet.reopened() }
  }

  @Test("another database's keyring does not open this one, though the master key is the same")
  func otherKeyring() async throws {
    try await prepare()
    let other = try TestService(entropy: .init(2))
    let keyring = try #require(
      try other.withDatabase { try Row.fetchOne($0, sql: "SELECT sealed FROM keyring") })
    try signet.execute("UPDATE keyring SET sealed = ?", [keyring[0] as DatabaseValue])
    #expect(throws: OpenError.damaged("the ledger does not open")) { try signet.reopened() }
  }
}
