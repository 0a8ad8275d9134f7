import SignetAPI
import SignetClient
import Testing

@Suite struct CallTests {
  private static let change = """
    {"current":{"createdAt":"2026-11-24T07:58:22.000Z","createdBy":"root","kid":"sk_a",\
    "origin":"generated","state":"current","version":2},"epoch":"e",\
    "now":"2026-11-24T07:58:22.000Z","revision":4,"rotation":{"active":false},"workspace":"a b"}
    """

  @Test("a change says all that it has to say")
  func headers() async throws {
    try await Stub { _ in .answer(201, [("Request-Id", "r7")], Self.change) }.run(
      onBehalfOf: "user:álice@example.com", reason: "leaked"
    ) { client, daemon in
      let answer = try await client.rotateSecret(
        "a b", RotateRequest(expectedVersion: 1),
        options: CallOptions(idempotencyKey: "k1", ifMatch: "\"e.4.1\""))
      #expect(answer.requestID == "r7")
      #expect(answer.message.current.version == 2)
      let request = try #require(daemon.requests.first)
      #expect(request.head.method == .POST)
      #expect(request.head.uri == "/v1/workspaces/a%20b/rotation")
      #expect(request.header("Host") == "signet")
      #expect(request.header("Content-Type") == "application/json")
      #expect(request.header("Idempotency-Key") == "k1")
      #expect(request.header("If-Match") == "\"e.4.1\"")
      #expect(request.header("On-Behalf-Of") == "user:álice@example.com")
      #expect(request.header("Signet-Reason") == "leaked")
      #expect(String(decoding: request.body, as: UTF8.self) == #"{"expectedVersion":1}"#)
    }
  }

  @Test("a reason with a line break never reaches the wire")
  func headerInjection() async throws {
    try await Stub { _ in .answer(200, [], statusBody) }.run(reason: "a\r\nX: y") {
      client, daemon in
      let error = await failure { () throws(ClientError) in try await client.showStatus() }
      #expect(error == .protocolViolation("Signet-Reason may not hold control characters"))
      #expect(daemon.requests.isEmpty)
    }
  }

  @Test("a problem is the daemon's own, with the id of the request")
  func problem() async throws {
    let body = #"{"code":"no_rotation","detail":"none","status":409,"title":"t"}"#
    try await Stub { _ in .answer(409, [("Request-Id", "r9")], body) }.run { client, _ in
      let error = await failure { () throws(ClientError) in
        try await client.finishRotation("a")
      }
      guard case .problem(let problem) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(problem.knownCode == .noRotation)
      #expect(problem.requestID == "r9")
      #expect(problem.detail == "none")
    }
  }

  @Test("an error without a problem, and an answer that is another message, are violations")
  func violations() async throws {
    try await Stub { request in
      request.head.uri == "/v1/status" ? .answer(502, [], "<html>") : .answer(200, [], "{}")
    }.run { client, _ in
      let error = await failure { () throws(ClientError) in try await client.showStatus() }
      #expect(error == .protocolViolation("status 502 without a problem that says why"))
      let other = await failure { () throws(ClientError) in try await client.showSettings("a") }
      #expect(
        other
          == .protocolViolation(
            "the answer is not what this client expects at \"/enforcement\": "
              + "the member enforcement is required"))
    }
  }

  @Test("keys that have not changed are not sent again")
  func notModified() async throws {
    let body = """
      {"keys":[{"alg":"HS256","k":"AAAA","kid":"sk_a","kty":"oct","state":"current","use":"sig",\
      "version":1}],"signet":{"clockSkew":"1m","enforcement":"optional","epoch":"e",\
      "requireExpiry":false,"revision":1,"workspace":"a"}}
      """
    try await Stub { request in
      request.header("If-None-Match") == "\"e.1.1\""
        ? .answer(304, [("ETag", "\"e.1.1\"")], "") : .answer(200, [("ETag", "\"e.1.1\"")], body)
    }.run { client, daemon in
      guard case .keys(let answer) = try await client.fetchKeys("a", lease: "l1") else {
        Issue.record("no keys")
        return
      }
      #expect(answer.message.keys.map(\.kid) == ["sk_a"])
      #expect(daemon.requests.first?.header("Signet-Lease") == "l1")
      guard case .notModified = try await client.fetchKeys("a", ifNoneMatch: answer.eTag) else {
        Issue.record("keys again")
        return
      }
    }
  }

  @Test("progress of a walk through the log is told, and its last line is the answer")
  func progress() async throws {
    let body = """
      {"checked":1,"total":2}
      {"checked":2,"total":2}
      {"entries":2,"intact":true}

      """
    try await Stub { _ in .answer(200, [("Content-Type", "application/x-ndjson")], body) }.run {
      client, _ in
      let (stream, continuation) = AsyncStream.makeStream(of: AuditProgress.self)
      let answer = try await client.verifyAudit { continuation.yield($0) }
      continuation.finish()
      #expect(answer.message.intact)
      var checked: [UInt64] = []
      for await progress in stream { checked.append(progress.checked) }
      #expect(checked == [1, 2])
    }
  }
}
