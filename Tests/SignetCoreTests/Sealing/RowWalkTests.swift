import GRDB
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the hash of all rows", .timeLimit(.minutes(5)))
struct RowWalkTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  /// A few rows of each kind.
  private func prepare() async throws {
    for name in ["a", "b", "c", "d"] { try await signet.create(name) }
    try await signet.rotate("a")
    try await signet.rotate("b", grace: .zero)
    try await signet.perform(DeleteWorkspace(id: try workspaceID("c"), precondition: .any))
    await #expect(throws: SignetError.self) { try await signet.rotate("a") }
  }

  @Test("is that of the rows, however small the pieces", arguments: [1, 2, 3, 7, 200])
  func whole(piece: Int) async throws {
    try await prepare()
    let found = try await signet.service.verifyRows(piece: piece)
    // 3 workspaces, a secret and a key id for each of 6 versions, 1 tombstone.
    #expect(found == .init(rows: 16, damaged: 0, matchesLedger: true))
  }

  @Test("of an empty database is that of no rows")
  func empty() async throws {
    let found = try await signet.service.verifyRows()
    #expect(found == .init(rows: 0, damaged: 0, matchesLedger: true))
  }

  @Test("finds an old copy of one row that was put back, though it opens")
  func oldCopy() async throws {
    try await prepare()
    let old = try signet.withDatabase { db in
      try Row.fetchAll(db, sql: "SELECT * FROM workspace WHERE created = 2")
    }
    let second = try signet.reopened()
    try await second.perform(FinishRotation(id: try workspaceID("a")))
    try second.withDatabase { db in
      for row in old {
        try db.execute(
          sql: "INSERT OR REPLACE INTO workspace VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: StatementArguments(row.databaseValues))
      }
    }
    let third = try second.reopened()
    #expect(try await third.states("a") == "1 retiring, 2 current")
    let found = try await third.service.verifyRows()
    #expect(found.damaged == 0)
    #expect(!found.matchesLedger)
  }

  @Test(
    "finds a row that was taken away",
    arguments: [
      "DELETE FROM workspace WHERE created = 3", "DELETE FROM tombstone",
      "DELETE FROM reservation WHERE tag = (SELECT max(tag) FROM reservation)",
    ])
  func takenAway(sql: String) async throws {
    try await prepare()
    try signet.execute(sql)
    let again = try signet.reopened()
    let found = try await again.service.verifyRows()
    #expect(found.damaged == 0)
    #expect(!found.matchesLedger)
  }

  @Test("is right at the end of a walk in which rows came, changed and went before and behind it")
  func meanwhile() async throws {
    let entropy = SeededEntropy(5)
    for number in 0..<40 { try await signet.create("w\(number)") }
    for round in 0..<10 {
      let walk = Task { [signet] in try await signet.service.verifyRows(piece: 3) }
      for step in 0..<12 {
        let name = "w\(entropy.below(40))"
        switch entropy.below(4) {
        case 0: try await signet.create("new\(round)x\(step)")
        case 1:
          _ = try? await signet.perform(
            DeleteWorkspace(id: try workspaceID(name), precondition: .any))
        default: _ = try? await signet.rotate(name, grace: .zero)
        }
      }
      #expect(try await walk.value.isWhole)
    }
  }

  @Test("follows each change of a row that was counted, and forgets what was undone")
  func undone() async throws {
    try await prepare()
    let service = signet.service
    try await service.committer.submit(.background) { commit in
      var walk = RowWalk()
      try walk.advance(by: 1000, keyring: service.keyring, in: commit.transaction)
      commit.walk = walk
    }
    func isInStep() async throws -> Bool {
      try await service.committer.submit(.background) { $0.walk?.sum == $0.ledger.rows }
    }
    #expect(try await isInStep())
    try await signet.rotate("d", secret: try ownSecret())
    #expect(try await isInStep())
    // Its key id was reserved before the secret was found to have been here.
    await #expect(throws: SignetError.secretReused(version: 2)) {
      try await signet.perform(
        RotateSecret(
          id: try workspaceID("d"), secret: try ownSecret(), expectedVersion: 2, force: true))
    }
    #expect(try await isInStep())
    try await signet.perform(DeleteWorkspace(id: try workspaceID("d"), precondition: .any))
    #expect(try await isInStep())
  }

  @Test("one walk at a time, and the next one begins anew")
  func oneAtATime() async throws {
    try await prepare()
    signet.store.hold()
    let walks = (0..<2).map { _ in
      Task { [signet] in try await signet.service.verifyRows(piece: 1).isWhole }
    }
    while signet.service.committer.depth < 1 { await Task.yield() }
    signet.store.release()
    var ends: [String] = []
    for walk in walks {
      do { ends.append("\(try await walk.value)") } catch { ends.append("\(error)") }
    }
    #expect(ends.sorted() == ["busy", "true"])
    #expect(try await signet.service.verifyRows().isWhole)
  }
}
