import SignetCore
import SignetTestSupport
import Testing

@testable import SignetServer

@Suite("A thousand verifiers on one event loop", .timeLimit(.minutes(10)))
struct ThousandStreamsTests {
  @Test("all hear of a change, and a revocation that waits for all of them is complete")
  func everybody() async throws {
    raiseDescriptorLimit()
    try await servingAPI {
      $0.connections = 4_000
      $0.connectionsPerUser = 4_000
    } _: { api in
      try api.create("acme")
      let streams = try (0..<1_000).map { try api.stream(.verifier, "?verifier=v\($0)") }
      #expect(api.metrics.streams[.verifier].open == 1_000)
      let client = try api.client(.admin)
      try client.send(
        ServedAPI.request(
          "POST /v1/workspaces/acme/secrets/current/revoke", #"{"wait":"65s"}"#, []))
      // One of them never reads and never renews.
      let renewals = try api.client(.verifier)
      for stream in streams.dropFirst() {
        let event = try stream.next()
        try renewals.send(
          ServedAPI.request(
            "POST /v1/leases/\(stream.lease)", #"{"holds":\#(event.revision)}"#, []))
        #expect(try renewals.readAnswer().status == 200)
      }
      let listed = try api.verifiers()
      #expect(listed.count == 1_000)
      #expect(listed.filter { $0["lag"] as? Int == 1 }.map { $0["verifier"] as? String } == ["v0"])
      _ = try api.renew(streams[0].lease, holds: api.signet.service.revision).expecting(200)
      let answer = APIAnswer(try client.readAnswer())
      #expect(answer.status == 200)
      #expect(answer.propagation["complete"] as? Bool == true)
      #expect((answer.propagation["holding"] as? [Any])?.count == 1_000)
      for stream in streams { stream.client.hangUp() }
      #expect(eventually { api.metrics.streams[.verifier].open == 0 })
    }
  }
}
