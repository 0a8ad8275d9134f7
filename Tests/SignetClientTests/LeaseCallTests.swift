import SignetAPI
import SignetClient
import Testing

@Suite struct LeaseCallTests {
  @Test("a renewal says what is held and what was seen")
  func renew() async throws {
    let body = #"{"holds":7,"lease":"ls_1","leaseSeconds":60,"revision":9}"#
    try await Stub { _ in .answer(200, [], body) }.run { client, daemon in
      let answer = try await client.renewLease(
        "ls_1",
        LeaseRenewal(
          holds: 7, rejections: [.init(workspace: "a", reason: "expired", count: 2)]))
      #expect(answer.message.revision == 9)
      let request = try #require(daemon.requests.first)
      #expect(request.head.uri == "/v1/leases/ls_1")
      #expect(
        String(decoding: request.body, as: UTF8.self)
          == #"{"holds":7,"rejections":[{"count":2,"reason":"expired","workspace":"a"}],"uses":[]}"#
      )
    }
  }

  @Test("a lease that is behind is told what it must hold")
  func behind() async throws {
    let body = #"{"code":"lease_behind","holds":3,"revision":8,"status":409,"title":"t"}"#
    try await Stub { _ in .answer(409, [], body) }.run { client, _ in
      let error = await failure { () throws(ClientError) in
        try await client.renewLease("ls_1", LeaseRenewal(holds: 3))
      }
      guard case .problem(let problem) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(problem.knownCode == .leaseBehind)
      #expect(problem.requiredRevision == 8)
    }
  }

  @Test("a lease is released with nothing to say")
  func release() async throws {
    try await Stub { _ in .answer(204, [], "") }.run { client, daemon in
      try await client.releaseLease("ls_1")
      #expect(daemon.requests.first?.head.method == .DELETE)
      #expect(daemon.requests.first?.head.uri == "/v1/leases/ls_1")
    }
  }

  @Test("a call that asks to wait has that much more time")
  func waits() async throws {
    let wait = try #require(APIDuration(seconds: 3))
    let body = #"{"behind":[],"complete":true,"expired":[],"holding":[],"revision":4}"#
    try await Stub { .answer(200, after: $0.head.uri.contains("wait") ? .seconds(1) : .zero, body) }
      .run(timeout: .milliseconds(100)) { client, daemon in
        let answer = try await client.showPropagation(of: 4, wait: wait)
        #expect(answer.message.complete)
        #expect(daemon.requests.first?.head.uri == "/v1/propagation/4?wait=3s")
      }
  }

  @Test("changes and reveals say how long to wait")
  func bodies() async throws {
    try await Stub { _ in .answer(409, [], #"{"code":"x","status":409,"title":"t"}"#) }.run {
      client, daemon in
      let wait = try #require(APIDuration(seconds: 65))
      _ = try? await client.rotateSecret("a", RotateRequest(wait: wait))
      _ = try? await client.finishRotation("a", FinishRequest(wait: wait))
      _ = try? await client.revokeSecret("a", .current, RevokeRequest(wait: wait))
      _ = try? await client.revealSecret("a", .current, RevealRequest(wait: wait, override: true))
      _ = try? await client.deleteWorkspace("a", wait: wait, options: .none)
      let requests = daemon.requests
      #expect(
        requests.map { String(decoding: $0.body, as: UTF8.self) } == [
          #"{"wait":"65s"}"#, #"{"wait":"65s"}"#, #"{"wait":"65s"}"#,
          #"{"override":true,"wait":"65s"}"#, "",
        ])
      #expect(requests.last?.head.uri == "/v1/workspaces/a?wait=65s")
    }
  }
}
