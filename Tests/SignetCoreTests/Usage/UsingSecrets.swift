import SignetTestSupport
import Testing

@testable import SignetCore

/// A token of the workspace's current secret, verified by the daemon.
func useCurrent(_ signet: TestService, in name: String = "acme") async throws {
  let token = try signet.token(signedWith: try await signet.reveal(.current, of: name))
  #expect(try await signet.isIdentified(token, in: name))
}

func usage(
  of version: Int, _ signet: TestService, in name: String = "acme"
) async throws -> UsageView.Version {
  let view = try await signet.view(name)
  return try #require(view.usage)[view.versions[version - 1]]
}
