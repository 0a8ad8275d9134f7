import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("changing settings")
struct SettingsChangeTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  private func patch(_ change: (inout SettingsPatch) -> Void) -> SettingsPatch {
    var patch = SettingsPatch()
    change(&patch)
    return patch
  }

  @Test("a patch is a revision, and verifiers' snapshot has it at once")
  func patched() async throws {
    let created = try await signet.create()
    let receipt = try await signet.perform(
      ChangeSettings(id: try workspaceID(), patch: patch { $0.enforcement = .required }))
    #expect(receipt.revision == created.revision + 1)
    #expect(receipt.settings.enforcement == .required)
    #expect(signet.service.cachedKeys(of: try workspaceID())?.settings.enforcement == .required)
  }

  @Test("a patch that changes nothing is no revision")
  func unchanged() async throws {
    let created = try await signet.create()
    let receipt = try await signet.perform(
      ChangeSettings(id: try workspaceID(), patch: patch { $0.enforcement = .optional }))
    #expect(receipt.revision == created.revision)
  }

  @Test("a value out of range is refused with its pointer, and nothing is changed")
  func range() async throws {
    let created = try await signet.create()
    await #expect(
      throws: SignetError.invalid([.init(pointer: "/clockSkew", detail: "give 0s to 10m")])
    ) {
      try await signet.perform(
        ChangeSettings(id: try workspaceID(), patch: patch { $0.clockSkew = .seconds(601) }))
    }
    #expect(signet.service.revision == created.revision)
  }

  @Test("an ETag of an earlier revision changes nothing and names the present one")
  func precondition() async throws {
    try await signet.create()
    let before = try await signet.view().etag
    let change = ChangeSettings(
      id: try workspaceID(), patch: patch { $0.requireExpiry = true },
      precondition: .etags([before]))
    try await signet.perform(change)
    let after = try await signet.view().etag
    #expect(after != before)
    await #expect(throws: SignetError.preconditionFailed(etag: after)) {
      try await signet.perform(change)
    }
  }

  @Test("a workspace can demand a reason for each reveal", arguments: [nil, "", " \n"])
  func reason(none: String?) async throws {
    try await signet.create()
    try await signet.perform(
      ChangeSettings(id: try workspaceID(), patch: patch { $0.revealRequiresReason = true }))
    let reveal = RevealSecret(id: try workspaceID(), version: .current)
    await #expect(throws: SignetError.reasonRequired) {
      try await signet.perform(reveal, reason: none)
    }
    try await signet.perform(reveal, reason: "deploying")
  }

  @Test("under `off` nothing is checked, under `required` a bad token is denied")
  func enforcement() async throws {
    try await signet.create()
    let grant = try Policy.authorise(.verifyTokens, .verifier)
    func verdict() async throws -> String {
      let keys = try await signet.service.loadKeys(of: try workspaceID())
      switch signet.service.verify(Array("x".utf8), against: keys, grant: grant) {
      case .identified: return "identified"
      case .rejected(_, let denied): return denied ? "denied" : "anonymous"
      case .skipped: return "skipped"
      }
    }
    #expect(try await verdict() == "anonymous")
    try await signet.perform(
      ChangeSettings(id: try workspaceID(), patch: patch { $0.enforcement = .required }))
    #expect(try await verdict() == "denied")
    try await signet.perform(
      ChangeSettings(id: try workspaceID(), patch: patch { $0.enforcement = .off }))
    #expect(try await verdict() == "skipped")
  }
}
