import SignetAudit
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("every operation first applies deadlines that have passed")
struct EveryOperationTests {
  /// Each operation that meets a workspace, by name.
  private static let operations:
    [String: @Sendable (TestService, WorkspaceID) async throws -> Void] =
      [
        "create": { try await $0.perform(CreateWorkspace(id: $1)) },
        "read": { try await $0.perform(ReadWorkspace(id: $1)) },
        "list": { signet, _ in try await signet.perform(ListWorkspaces(rotating: true)) },
        "settings": { signet, id in
          var patch = SettingsPatch()
          patch.requireExpiry = true
          try await signet.perform(ChangeSettings(id: id, patch: patch))
        },
        "settings refused": { signet, id in
          try await signet.perform(
            ChangeSettings(id: id, patch: .init(), precondition: .etags(["\"old\""])))
        },
        "reveal": { try await $0.perform(RevealSecret(id: $1, version: .current)) },
        "reveal retiring": { try await $0.perform(RevealSecret(id: $1, version: .retiring)) },
        "reveal old": { try await $0.perform(RevealSecret(id: $1, version: .number(1))) },
        "rotate": { try await $0.perform(RotateSecret(id: $1)) },
        "rotate refused": { try await $0.perform(RotateSecret(id: $1, expectedVersion: 9)) },
        "reschedule": {
          try await $0.perform(RescheduleRotation(id: $1, end: .after(.hours(1))))
        },
        "finish": { try await $0.perform(FinishRotation(id: $1)) },
        "rollback": { try await $0.perform(RollBackRotation(id: $1)) },
        "rollback revoking": { try await $0.perform(RollBackRotation(id: $1, revoking: true)) },
        "revoke retiring": { try await $0.perform(RevokeSecret(id: $1, version: .retiring)) },
        "revoke old": { try await $0.perform(RevokeSecret(id: $1, version: .number(1))) },
        "revoke current": { try await $0.perform(RevokeSecret(id: $1, version: .current)) },
        "identify": { signet, _ in
          try await signet.perform(IdentifySecret(text: try ownSecret().key))
        },
        "sign": { signet, id in
          try await signet.perform(SignToken(id: id, claims: Array(#"{"userId":"u"}"#.utf8)))
        },
        "fetch": { try await $0.perform(FetchKeys(id: $1), as: .verifier) },
        "delete refused": {
          try await $0.perform(DeleteWorkspace(id: $1, precondition: .etags(["\"old\""])))
        },
        "sweep": { signet, _ in try await signet.service.applyDeadlines() },
      ]

  @Test(
    "a version past its deadline is retired by whatever comes next, succeed or fail",
    arguments: operations.keys.sorted())
  func applied(name: String) async throws {
    let signet = try TestService()
    try await signet.create(secret: try ownSecret())
    try await signet.rotate(grace: .hours(1))
    let end = signet.clock.now() + .hours(1)
    signet.clock.set(end)
    let operation = try #require(Self.operations[name])
    do { try await operation(signet, try workspaceID()) } catch is SignetError {}
    // Back before the deadline: what is read now was decided then.
    signet.clock.advance(by: .seconds(-1800))
    let old = try await signet.view().versions[0]
    #expect(old.state == .retired)
    #expect(old.ending?.at == end)
    let retirements = try await signet.log().filter { $0.action == .secretRetire }
    #expect(retirements.map(\.version) == [1])
    // By the operation, not by the reading above.
    #expect(retirements.map(\.time) == [end.milliseconds])
    #expect(retirements.map(\.actor) == [.system])
    #expect(retirements.map(\.role) == [.system])
    #expect(signet.events.all == [.retired(workspace: "acme", version: 1)])
  }

  @Test("a deletion retires first as well, in the same transaction")
  func deletion() async throws {
    let signet = try TestService()
    try await signet.create()
    try await signet.rotate(grace: .hours(1))
    signet.clock.advance(by: .hours(1))
    try await signet.perform(DeleteWorkspace(id: try workspaceID(), precondition: .any))
    let actions = try await signet.log().map(\.action)
    #expect(actions.suffix(2) == [.secretRetire, .workspaceDelete])
  }

  @Test("status counts no grace window that has ended")
  func status() async throws {
    let signet = try TestService()
    try await signet.create()
    try await signet.rotate(grace: .hours(1))
    #expect(try await signet.perform(ReadStatus()).counts?.rotating == 1)
    signet.clock.advance(by: .hours(1))
    #expect(try await signet.perform(ReadStatus()).counts?.rotating == 0)
  }
}
