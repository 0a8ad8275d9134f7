import SignetAPI
import SignetClient
import Testing

@Suite struct MetricsTests {
  private static let type = ("Content-Type", MediaType.openMetrics)

  @Test("metrics come as they are")
  func text() async throws {
    try await Stub { _ in .answer(200, [Self.type], "a 1\n# EOF\n") }.run { client, daemon in
      let text = try await client.showMetrics()
      #expect(text == "a 1\n# EOF\n")
      #expect(daemon.requests.first?.head.uri == "/metrics")
      #expect(daemon.requests.first?.head.method == .GET)
    }
  }

  @Test("what is not OpenMetrics is refused", arguments: ["text/plain", "application/json"])
  func otherType(type: String) async throws {
    try await Stub { _ in .answer(200, [("Content-Type", type)], "{}") }.run { client, _ in
      let error = await failure { () throws(ClientError) in try await client.showMetrics() }
      #expect(error == .protocolViolation("the metrics are not OpenMetrics 1.0"))
    }
  }

  @Test("a problem is the daemon's own, with the id of the request")
  func problem() async throws {
    let body = #"{"code":"not_found","detail":"none","status":404,"title":"t"}"#
    try await Stub { _ in .answer(404, [("Request-Id", "r9")], body) }.run { client, _ in
      let error = await failure { () throws(ClientError) in try await client.showMetrics() }
      guard case .problem(let problem) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(problem.knownCode == .notFound)
      #expect(problem.requestID == "r9")
    }
  }
}
