import SignetVerifier
import Testing

/// As a consumer writes it: one import, and no type of another module.
@Suite("a verifier by its directory")
struct ConsumerTests {
  @Test("finds the verifier socket below the daemon's runtime directory")
  func directory() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let verifier = IdentityVerifier(runtimeDirectory: workspace.runtimeDirectory)
      switch try await verifier.verify("hello", workspace: VerifiedWorkspace.id) {
      case .rejected(let rejection, let denied):
        #expect(rejection.reason == .malformed)
        #expect(!denied)
      case .identified, .skipped: Issue.record("hello was not rejected")
      }
    }
  }

  @Test("says what is wrong where there is no daemon or no such workspace")
  func failures() async throws {
    try await VerifiedWorkspace.serving { workspace in
      func failure(_ verifier: IdentityVerifier, _ id: String) async -> VerifierError? {
        do {
          _ = try await verifier.verify("hello", workspace: id)
          return nil
        } catch {
          return error
        }
      }
      let here = IdentityVerifier(runtimeDirectory: workspace.runtimeDirectory)
      guard case .workspaceNotFound? = await failure(here, "nobody") else {
        Issue.record("a workspace that is not there was found")
        return
      }
      let nowhere = IdentityVerifier(runtimeDirectory: workspace.runtimeDirectory + "/nowhere")
      guard case .keysUnavailable? = await failure(nowhere, VerifiedWorkspace.id) else {
        Issue.record("keys came from nowhere")
        return
      }
    }
  }
}
