import SignetCrypto
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the state directory")
struct NothingInClearTests {
  @Test("holds no secret, id, name, claim, reason or setting in clear, whatever was done")
  func nothing() async throws {
    let signet = try TestService()
    let name = "zebra-workspace"
    let id = try workspaceID(name)
    var settings = SecuritySettings()
    settings.enforcement = .required
    let jwk = [UInt8]((64..<104).reversed())
    var needles: [[UInt8]] = [
      "zebra", "alice", "signet-admin", "user:dora", "because of zoo", "required", "giraffe",
      "isk_", "sk_", "an own secret", "current", "retired", "secret.rotate",
    ].map { Array($0.utf8) }
    needles.append(jwk)

    let steps: [() async throws -> Void] = [
      {
        try await signet.perform(
          CreateWorkspace(id: id, settings: settings), reason: "because of zoo",
          onBehalfOf: "user:dora", key: "giraffe-key")
      },
      {
        let secret = try await signet.reveal(.current, of: name)
        needles.append(secret.key.withBytes { Array($0) })
      },
      { try await signet.rotate(name, secret: try ownSecret()) },
      {
        try await signet.perform(
          RescheduleRotation(id: id, end: .after(.hours(1))), reason: "because of zoo")
      },
      { try await signet.perform(RollBackRotation(id: id)) },
      { try await signet.perform(FinishRotation(id: id)) },
      { try await signet.rotate(name, secret: try .init(jwkKey: jwk)) },
      { signet.clock.advance(by: .days(1)) },
      { try await signet.service.applyDeadlines() },
      { try await signet.perform(RevokeSecret(id: id, version: .current)) },
      { try await signet.perform(FetchKeys(id: id), as: .verifier) },
      {
        try await signet.perform(
          SignToken(id: id, claims: Array(#"{"userId":"giraffe"}"#.utf8)))
      },
      { try await signet.perform(IdentifySecret(text: try ownSecret().key)) },
      {
        var patch = SettingsPatch()
        patch.enforcement = .off
        try await signet.perform(ChangeSettings(id: id, patch: patch))
      },
      { _ = try? await signet.perform(CreateWorkspace(id: id), reason: "because of zoo") },
      { _ = try await signet.log() },
      { try await signet.perform(DeleteWorkspace(id: id, precondition: .any)) },
      { signet.stop() },
    ]
    for (index, step) in steps.enumerated() {
      try await step()
      let bytes = try signet.folder.contents()
      #expect(bytes.count > 4096)
      for needle in needles where bytes.holds(needle) {
        Issue.record("step \(index): \(String(decoding: needle, as: UTF8.self))")
      }
    }
  }

  @Test("a search that finds nothing finds what is there")
  func search() {
    #expect(Array("state signet.db of".utf8).holds(Array("signet".utf8)))
    #expect(!Array("state signed.db of".utf8).holds(Array("signet".utf8)))
  }
}
