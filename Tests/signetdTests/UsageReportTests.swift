import Testing

/// What a verifier reports with its renewals, and what an admin is told of it.
@Suite("reported uses")
struct UsageReportTests {
  private func renew(_ daemon: RunningDaemon, _ stream: EventStream, _ members: String) throws {
    let body = #"{"holds": \#(stream.hello["revision"].integer ?? 0), \#(members)}"#
    try daemon.send(.verifier, Request("POST", "/v1/leases/\(stream.lease)", body)).expecting(200)
  }

  private func rotation(_ daemon: RunningDaemon) throws -> JSON {
    try daemon.send(.admin, Request("GET", "/v1/workspaces/acme/rotation")).expecting(200).json
  }

  @Test("a verifier's report makes the verdict in-use, and names it; its silence makes it unknown")
  func verdict() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    try daemon.rotate("acme")
    #expect(try rotation(daemon)["verdict"] == "safe")
    let stream = try EventStream(daemon, .verifier, "?verifier=chat-7")
    var verdict = try rotation(daemon)
    #expect(verdict["verdict"] == "unknown")
    #expect(verdict["reasons"][0]["code"] == "not_reported")
    #expect(verdict["reasons"][0]["detail"].string?.contains("verifier chat-7") == true)
    try renew(daemon, stream, #""uses": []"#)
    verdict = try rotation(daemon)
    #expect(verdict["verdict"] == "safe")
    #expect(verdict["reasons"].items.map { $0["code"] } == ["never_used", "all_reported"])

    let kid = verdict["retiring"]["kid"].string ?? ""
    let now = try daemon.status()["now"].string ?? ""
    try renew(
      daemon, stream,
      """
      "uses": [
        {"workspace": "acme", "kid": "\(kid)", "count": 42, "lastUsedAt": "2999-01-01T00:00:00.000Z",
         "newestIssuedAt": "\(now)", "latestExpiry": "2999-01-01T00:00:00.000Z"},
        {"workspace": "acme", "kid": "sk_0123456789012345678901", "count": 7, "lastUsedAt": "\(now)"},
        {"workspace": "nobody", "kid": "\(kid)", "count": 7, "lastUsedAt": "\(now)"}],
      "rejections": [
        {"workspace": "acme", "reason": "token_missing", "count": 5},
        {"workspace": "acme", "reason": "skipped", "count": 3},
        {"workspace": "acme", "reason": "expired", "count": 2},
        {"workspace": "acme", "reason": "of_tomorrow", "count": 2}]
      """)
    verdict = try rotation(daemon)
    #expect(verdict["verdict"] == "in-use")
    let detail = verdict["reasons"][0]["detail"].string ?? ""
    #expect(detail.contains("verifier chat-7 reported it, 42 tokens in all"))
    #expect(verdict["retiring"]["useCount"] == 42)
    #expect(verdict["retiring"]["newestIssuedAt"] == .string(now))
    // Nothing is told as later than now.
    #expect((verdict["retiring"]["lastUsedAt"].string ?? "3") < "2999")
    let usage = try daemon.summary("acme").json["usage24h"]
    #expect(usage["missing"] == 5)
    #expect(usage["skipped"] == 3)
    #expect(usage["rejected"] == .object(["expired": 2]))
    withExtendedLifetime(stream) {}
  }
}
