import SignetAudit
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("what the log says of each operation")
struct EntryTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  /// The newest entry in one line: action, version, outcome, revision, details.
  private func last() async throws -> String {
    let entry = try #require(try await signet.log().last)
    return line(entry)
  }

  private func line(_ entry: AuditEntry) -> String {
    let outcome = [entry.outcome.name, entry.outcome.code].compactMap(\.self).joined(separator: " ")
    let details = entry.details.map { $0.name == "kid" ? "kid" : "\($0.name)=\($0.value)" }
    return [
      entry.action.name, entry.version.map { "v\($0)" } ?? "-", outcome,
      entry.revision.map { "r\($0)" } ?? "-", details.joined(separator: " "),
    ].joined(separator: " | ")
  }

  private func day(_ days: Int) -> String { (ManualClock.start + .days(days)).rfc3339 }

  @Test("a new database's first entry tells of its making")
  func database() async throws {
    let entry = try #require(try await signet.log().first)
    #expect(line(entry) == "database.create | - | allowed | r1 | epoch=\(signet.service.epoch)")
    #expect(entry.actor == .system)
  }

  @Test("each change: action, version, outcome, revision and what it chose")
  func changes() async throws {
    try await signet.create()
    #expect(try await last() == "workspace.create | v1 | allowed | r2 | kid origin=generated")
    try await signet.rotate(grace: .days(2))
    #expect(
      try await last()
        == "secret.rotate | v2 | allowed | r3 | kid origin=generated retiring=1 acceptUntil=\(day(2))"
    )
    try await signet.perform(RescheduleRotation(id: try workspaceID(), end: .after(.days(3))))
    #expect(
      try await last()
        == "rotation.reschedule | v1 | allowed | r4 | from=\(day(2)) acceptUntil=\(day(3))")
    try await signet.perform(RollBackRotation(id: try workspaceID()))
    #expect(try await last() == "rotation.rollback | v1 | allowed | r5 | retiring=2")
    try await signet.perform(RollBackRotation(id: try workspaceID(), revoking: true))
    #expect(try await last() == "rotation.rollback | v2 | allowed | r6 | revoked=1")
    try await signet.rotate(grace: .zero, secret: try ownSecret())
    #expect(
      try await last() == "secret.rotate | v3 | allowed | r7 | kid origin=string retired=2")
    try await signet.rotate()
    try await signet.perform(FinishRotation(id: try workspaceID()))
    #expect(try await last() == "rotation.finish | v3 | allowed | r9 | ")
    try await signet.perform(RevokeSecret(id: try workspaceID(), version: .current))
    #expect(try await last() == "secret.revoke | v4 | allowed | r10 | replacement=5 kid")
    try await signet.perform(RevokeSecret(id: try workspaceID(), version: .number(4)))
    #expect(try await last() == "secret.revoke | v4 | allowed | - | already=revoked")
    var patch = SettingsPatch()
    patch.enforcement = .required
    try await signet.perform(ChangeSettings(id: try workspaceID(), patch: patch))
    #expect(
      try await last() == "settings.update | - | allowed | r11 | enforcement=optional → required")
    try await signet.perform(DeleteWorkspace(id: try workspaceID(), precondition: .any))
    #expect(try await last() == "workspace.delete | - | allowed | r12 | ")
  }

  @Test("a forced rotation has an entry of its own for the version that it revoked")
  func forced() async throws {
    try await signet.create()
    try await signet.rotate()
    try await signet.perform(
      RotateSecret(id: try workspaceID(), grace: .zero, expectedVersion: 2, force: true))
    #expect(
      try await signet.log().suffix(2).map(line) == [
        "secret.revoke | v1 | allowed | r4 | ",
        "secret.rotate | v3 | allowed | r4 | kid origin=generated retired=2",
      ])
  }

  @Test("each disclosure: which version, to whom, why")
  func disclosures() async throws {
    try await signet.create(secret: try ownSecret())
    try await signet.rotate()
    try await signet.perform(
      RevealSecret(id: try workspaceID(), version: .retiring), reason: "deploying",
      onBehalfOf: "user:dora")
    #expect(try await last() == "secret.reveal | v1 | allowed | - | ")
    let entry = try #require(try await signet.log().last)
    #expect(entry.reason == "deploying")
    #expect(entry.requestID == "request")
    #expect(entry.workspace == "acme")
    #expect(
      entry.actor
        == .peer(
          AuditPeer(
            uid: 1000, gid: 1000, user: "alice", group: "signet-admin", pid: 4711,
            onBehalfOf: "user:dora")))
    try await signet.perform(FetchKeys(id: try workspaceID()), as: .verifier)
    #expect(try await last() == "keys.fetch | v2 | allowed | - | versions=2,1")
    try await signet.perform(IdentifySecret(text: try ownSecret().key))
    #expect(
      try await last() == "secret.identify | - | allowed | - | matches=1 workspaces=acme")
    try await signet.perform(
      SignToken(id: try workspaceID(), claims: Array(#"{"userId":"u"}"#.utf8)))
    #expect(try await last() == "token.sign | v2 | allowed | - | ")
  }

  @Test("reads that disclose nothing have no entry")
  func reads() async throws {
    try await signet.create()
    let count = try await signet.log().count
    _ = try await signet.view()
    _ = try await signet.perform(ListWorkspaces())
    _ = try await signet.perform(ReadStatus())
    _ = try await signet.accepted()
    #expect(try await signet.log().count == count)
  }

  @Test("reading and verifying the log has its entry")
  func access() async throws {
    _ = try await signet.service.audit(
      AuditQuery(), as: .auditor, context: RequestContext(requestID: "a"))
    _ = try await signet.verifyAudit()
    let page = try await signet.service.audit(
      AuditQuery(newestFirst: false), as: .auditor, context: RequestContext(requestID: "b"))
    #expect(page.entries.map(\.action) == [.databaseCreate, .auditRead, .auditVerify, .auditRead])
  }

  @Test("a failure has a committed entry with its code, and changes nothing")
  func failures() async throws {
    try await signet.create()
    let revision = signet.service.revision
    let table: [(String, () async throws -> Void)] = [
      ("workspace.create | - | failed workspace_exists | - | ", { try await signet.create() }),
      (
        "rotation.finish | - | failed no_rotation | - | ",
        { try await signet.perform(FinishRotation(id: try workspaceID())) }
      ),
      (
        "secret.rotate | - | failed version_mismatch | - | ",
        { try await signet.perform(RotateSecret(id: try workspaceID(), expectedVersion: 5)) }
      ),
      (
        "secret.reveal | v7 | failed version_not_found | - | ",
        { try await signet.perform(RevealSecret(id: try workspaceID(), version: .number(7))) }
      ),
      (
        "secret.rotate | - | failed workspace_not_found | - | ",
        { try await signet.rotate("nobody") }
      ),
    ]
    for (expected, operation) in table {
      await #expect(throws: SignetError.self) { try await operation() }
      #expect(try await last() == expected)
    }
    #expect(signet.service.revision == revision)
    #expect(try await signet.states() == "1 current")
  }

  @Test("a denial has a committed entry and discloses nothing")
  func denials() async throws {
    try await signet.create()
    await #expect(throws: SignetError.forbidden) {
      try await signet.perform(
        RevealSecret(id: try workspaceID(), version: .current), as: .verifier)
    }
    #expect(try await last() == "secret.reveal | - | denied forbidden | - | ")
    await #expect(throws: SignetError.forbidden) {
      try await signet.perform(ListWorkspaces(), as: .auditor)
    }
    #expect(try await last() == "route.refuse | - | denied forbidden | - | ")
    await #expect(throws: SignetError.routeRefused) {
      _ = try await signet.perform(RefuseRoute(route: "GET /v1/audit"), as: .verifier)
    }
    #expect(
      try await last() == "route.refuse | - | denied not_found | - | route=GET /v1/audit")
  }

  @Test("who may do what", arguments: Principal.Role.allCases)
  func roles(role: Principal.Role) throws {
    let principal = Principal(uid: 1, gid: 1, user: nil, group: nil, pid: 1, role: role)
    let allowed: [Permission] = [
      .changeWorkspaces, .readWorkspaces, .revealSecrets, .identifySecrets, .signTokens,
      .fetchKeys, .verifyTokens, .readAudit, .readStatus,
    ].filter { (try? Policy.authorise($0, principal)) != nil }
    let expected: [Permission] =
      switch role {
      case .admin:
        [
          .changeWorkspaces, .readWorkspaces, .revealSecrets, .identifySecrets, .signTokens,
          .verifyTokens, .readStatus,
        ]
      case .verifier: [.fetchKeys, .verifyTokens, .readStatus]
      case .auditor: [.readAudit, .readStatus]
      }
    #expect(allowed == expected)
  }

  @Test("pages of the log hold each entry once, filtered or not, in both directions")
  func pages() async throws {
    for number in 0..<30 { try await signet.create("ws\(number % 3)x\(number)") }
    for newestFirst in [true, false] {
      var query = AuditQuery(newestFirst: newestFirst, limit: 7)
      query.action = .workspaceCreate
      query.actor = "alice"
      var found: [UInt64] = []
      repeat {
        let page = try await signet.service.audit(
          query, as: .auditor, context: RequestContext(requestID: "p"))
        #expect(page.entries.count <= 7)
        found += page.entries.map(\.sequence)
        query.after = page.next
      } while query.after != nil
      #expect(found == (newestFirst ? Array((2...31).reversed()) : Array(2...31)))
    }
  }
}
