import SignetAudit
import SignetCore
import SignetTestSupport
import Testing

@Suite("what the operator's log hears of requests")
struct AuditNoticeTests {
  @Test("an admin's change is told once it is committed, with its request and its outcome")
  func change() async throws {
    let signet = try TestService()
    try await signet.create("acme")
    try await signet.perform(RotateSecret(id: try workspaceID("acme")))
    let notice = try #require(signet.events.audited.last)
    #expect(notice.action == .secretRotate)
    #expect(notice.outcome == .allowed)
    #expect(notice.workspace == "acme")
    #expect(notice.version == 2)
    #expect(notice.uid == 1000)
    #expect(notice.requestID == "request")
  }

  @Test("what was done before and is asked for again is told as no change")
  func unchanged() async throws {
    let signet = try TestService()
    try await signet.create("acme")
    let rotation = RotateSecret(id: try workspaceID("acme"), grace: .zero)
    try await signet.perform(rotation, key: "key")
    #expect(signet.events.audited.last?.changed == true)
    try await signet.perform(rotation, key: "key")
    let replayed = try #require(signet.events.audited.last)
    #expect(replayed.action == .secretRotate)
    #expect(replayed.outcome == .allowed)
    #expect(!replayed.changed)

    let revocation = RevokeSecret(id: try workspaceID("acme"), version: .number(2))
    try await signet.perform(revocation)
    #expect(signet.events.audited.last?.changed == true)
    try await signet.perform(revocation)
    let repeated = try #require(signet.events.audited.last)
    #expect(repeated.action == .secretRevoke)
    #expect(repeated.outcome == .allowed)
    #expect(!repeated.changed)
  }

  @Test("a refusal is told with its code")
  func refusal() async throws {
    let signet = try TestService()
    try await signet.create("acme")
    await #expect(throws: SignetError.self) {
      try await signet.perform(FinishRotation(id: try workspaceID("acme")))
    }
    let notice = try #require(signet.events.audited.last)
    #expect(notice.action == .rotationFinish)
    #expect(notice.outcome == .failed(code: "no_rotation"))
  }

  @Test("verifiers' fetches are told to nobody")
  func fetch() async throws {
    let signet = try TestService()
    try await signet.create("acme")
    let before = signet.events.audited.count
    #expect(try await signet.accepted("acme") == [1])
    try await signet.perform(FetchKeys(id: try workspaceID("acme")), as: .verifier)
    #expect(signet.events.audited.count == before)
  }

  @Test("both things that one request does are told")
  func two() async throws {
    let signet = try TestService()
    try await signet.create("acme")
    try await signet.perform(RotateSecret(id: try workspaceID("acme")))
    try await signet.perform(
      RotateSecret(id: try workspaceID("acme"), expectedVersion: 2, force: true))
    let told = signet.events.audited.suffix(2)
    #expect(told.map(\.action) == [.secretRevoke, .secretRotate])
    #expect(told.map(\.version) == [1, 3])
    #expect(told.map(\.changed) == [true, true])
  }
}
