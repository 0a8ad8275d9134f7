import SignetCore
import SignetTestSupport
import Testing

@testable import SignetServer

@Suite("Reveal, while verifiers are behind", .timeLimit(.minutes(5)))
struct RevealRouteTests {
  private static let reveal = "POST /v1/workspaces/acme/secrets/current/reveal"

  @Test("names who is behind, and shows nothing")
  func behind() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let stream = try api.stream(.verifier, "?verifier=slow")
      let revision = try api.rotate("acme")
      let refused = try api.call(.admin, Self.reveal, #"{"wait":"0s"}"#).expecting(409)
      #expect(refused.code == "verifiers_behind")
      #expect(refused.revision == revision)
      let behind = refused.json["behind"] as? [[String: Any]]
      #expect(behind?.count == 1)
      #expect(behind?.first?["verifier"] as? String == "slow")
      #expect(behind?.first?["lease"] as? String == stream.lease)
      #expect(behind?.first?["expiresAt"] as? String != nil)
      #expect(!refused.answer.body.contains("isk_"))
    }
  }

  @Test("shows it with override, and the summary says before that it would wait")
  func override() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let stream = try api.stream(.verifier, "?verifier=slow")
      func summary() throws -> (current: [String: Any], rotation: [String: Any]) {
        let json = try api.call(.admin, "GET /v1/workspaces/acme").expecting(200).json
        return (
          json["current"] as? [String: Any] ?? [:], json["rotation"] as? [String: Any] ?? [:]
        )
      }
      let revision = try api.rotate("acme", "{}")
      var now = try summary()
      #expect(now.current["revealable"] as? Bool == false)
      #expect(now.current["revealBlockedBy"] as? [String] == ["slow"])
      #expect(now.rotation["behind"] as? [String] == ["slow"])
      let rotation = try api.call(.admin, "GET /v1/workspaces/acme/rotation").expecting(200)
      #expect(rotation.json["behind"] as? [String] == ["slow"])
      let shown = try api.call(.admin, Self.reveal, #"{"override":true}"#).expecting(200)
      #expect((shown.json["secret"] as? String)?.hasPrefix("isk_") == true)
      _ = try api.renew(stream.lease, holds: revision).expecting(200)
      now = try summary()
      #expect(now.current["revealable"] as? Bool == true)
      #expect(now.current["revealBlockedBy"] == nil)
      #expect(now.rotation["behind"] == nil)
      #expect(try api.call(.admin, Self.reveal, #"{"wait":"0s"}"#).status == 200)
    }
  }

  @Test("waits for who is behind, and shows it as soon as they have followed")
  func waits() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let stream = try api.stream()
      let revision = try api.rotate("acme")
      let client = try api.client(.admin)
      try client.send(ServedAPI.request(Self.reveal, #"{"wait":"65s"}"#, []))
      #expect(try stream.next().revision == revision)
      _ = try api.renew(stream.lease, holds: revision).expecting(200)
      #expect(try client.readAnswer().status == 200)
    }
  }

  @Test("always ends within sixty-five seconds, for a lease that does not follow has run out then")
  func runsOut() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let stream = try api.stream()
      try api.rotate("acme")
      let client = try api.client(.admin)
      try client.send(ServedAPI.request(Self.reveal, #"{"wait":"65s"}"#, []))
      // The last moment at which it may be renewed without following.
      api.signet.clock.advance(by: .milliseconds(4_999))
      #expect(try api.renew(stream.lease, holds: stream.hello.revision).status == 200)
      api.signet.clock.advance(by: .milliseconds(59_999))
      #expect(try api.call(.admin, Self.reveal, #"{"wait":"0s"}"#).status == 409)
      api.signet.clock.advance(by: .milliseconds(1))
      #expect(try client.readAnswer().status == 200)
    }
  }
}
