import Foundation
import SignetAPI
import SignetTestProcesses
import Testing

/// The metrics of the real daemon count what was done to it, exactly.
@Suite("metrics")
struct MetricsTests {
  /// What one scrape adds to the next one.
  private static let ofScraping: [String: Double] = [
    #"signet_requests_total{socket="audit",method="GET",route="/metrics",status="200"}"#: 1,
    #"signet_request_duration_seconds_count{method="GET",route="/metrics"}"#: 1,
    #"signet_connections_accepted_total{socket="audit"}"#: 1,
  ]

  /// What answered requests of a route add.
  private static func requests(
    _ socket: RunningDaemon.Role, _ route: Route, _ status: Int, times count: Double = 1
  ) -> [String: Double] {
    let labels = #"method="\#(route.method.rawValue)",route="\#(route.template)""#
    return [
      #"signet_requests_total{socket="\#(socket.rawValue)",\#(labels),status="\#(status)"}"#: count,
      "signet_request_duration_seconds_count{\(labels)}": count,
      #"signet_connections_accepted_total{socket="\#(socket.rawValue)"}"#: count,
    ]
  }

  /// What a commit of one operation with an audit entry adds.
  private static let ofCommit: [String: Double] = [
    "signet_commits_total": 1, "signet_commit_operations_total": 1,
    "signet_commit_duration_seconds_count": 1, "signet_audit_entries_total": 1,
  ]

  /// Does something between two scrapes; nothing may have grown but this and by what scraping adds.
  private func expect(
    _ daemon: RunningDaemon, _ expected: [String: Double]..., while body: () throws -> Void
  ) throws {
    // The daemon looks at all workspaces by itself, and tells of them when it has.
    #expect(try eventually { try daemon.scrape()["signet_rotations_due"] != nil })
    let before = try daemon.scrape()
    try body()
    let sum = (expected + [Self.ofScraping]).reduce(into: [String: Double]()) { sum, more in
      sum.merge(more, uniquingKeysWith: +)
    }
    let growth = try daemon.scrape().growth(since: before)
    let unexpected = growth.filter { sum[$0.key] != $0.value }
    let missing = sum.filter { growth[$0.key] != $0.value }
    #expect(unexpected == missing)
  }

  @Test("a change is a request, a commit and an entry of the log")
  func change() throws {
    let daemon = try RunningDaemon()
    let content: [String: Double] = ["signet_revision": 1, "signet_workspaces": 1]
    try expect(
      daemon, Self.requests(.admin, .createWorkspace, 201), Self.ofCommit, content
    ) { try daemon.create("acme") }
    try expect(
      daemon, Self.requests(.admin, .rotateSecret, 201), Self.ofCommit,
      ["signet_revision": 1, "signet_rotations_in_grace": 1]
    ) { try daemon.rotate("acme") }
    // A refusal by the operation is in the log too, and a request that cannot be read is not.
    try expect(daemon, Self.requests(.admin, .rotateSecret, 409), Self.ofCommit) {
      try daemon.send(.admin, Request("POST", "/v1/workspaces/acme/rotation", "{}"))
        .expecting(409)
    }
    try expect(daemon, Self.requests(.admin, .rotateSecret, 400)) {
      try daemon.send(.admin, Request("POST", "/v1/workspaces/acme/rotation", "{"))
        .expecting(400)
    }
    try expect(daemon, Self.requests(.admin, .showWorkspace, 200, times: 2)) {
      _ = try daemon.summary("acme")
      _ = try daemon.summary("acme")
    }
  }

  @Test("a disclosure is counted by what was disclosed, and a 304 discloses nothing")
  func disclosures() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    try expect(
      daemon, Self.requests(.admin, .revealSecret, 200), Self.ofCommit,
      [#"signet_disclosures_total{kind="secret"}"#: 1]
    ) { _ = try daemon.reveal("acme") }
    var etag = ""
    try expect(
      daemon, Self.requests(.verifier, .fetchKeys, 200), Self.ofCommit,
      [#"signet_disclosures_total{kind="keys"}"#: 1]
    ) { etag = try daemon.keys("acme").expecting(200).etag }
    try expect(daemon, Self.requests(.verifier, .fetchKeys, 304, times: 3)) {
      for _ in 0..<3 { try daemon.keys("acme", ifNoneMatch: etag).expecting(304) }
    }
    try expect(
      daemon, Self.requests(.admin, .signToken, 200), Self.ofCommit,
      [#"signet_disclosures_total{kind="token"}"#: 1]
    ) {
      let claims = #"{"claims": {"userId": "u"}}"#
      try daemon.send(.admin, Request("POST", "/v1/workspaces/acme/tokens", claims)).expecting(200)
    }
  }

  @Test("each token that is judged is counted, with the reason of its rejection")
  func verdicts() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    try daemon.create("off", #""settings": {"enforcement": "off"}"#)
    let secret = try daemon.reveal("acme")
    let token = try PyJWT.sign(secret)
    let expired = try PyJWT.sign(secret, offsets: ["exp": -600])
    func verdicts(_ outcomes: [String: Double], _ reasons: [String: Double]) -> [String: Double] {
      var samples: [String: Double] = [:]
      for (name, count) in outcomes {
        samples[#"signet_token_verifications_total{outcome="\#(name)"}"#] = count
      }
      for (name, count) in reasons {
        samples[#"signet_token_rejections_total{reason="\#(name)"}"#] = count
      }
      return samples
    }
    try expect(
      daemon, Self.requests(.verifier, .verifyToken, 200, times: 4),
      verdicts(
        ["identified": 1, "rejected": 2, "skipped": 1], ["expired": 1, "malformed": 1])
    ) {
      _ = try daemon.verify("acme", token)
      _ = try daemon.verify("acme", expired)
      _ = try daemon.verify("acme", "no token")
      _ = try daemon.verify("off", "no token")
    }
    // One that is not there has no verdict.
    let items = [("acme", token), ("acme", "x"), ("nobody", token), ("acme", expired)].map {
      #"{"workspace": "\#($0.0)", "token": "\#($0.1)"}"#
    }
    try expect(
      daemon, Self.requests(.admin, .verifyTokens, 200),
      verdicts(["identified": 1, "rejected": 2], ["malformed": 1, "expired": 1])
    ) {
      try daemon.send(
        .admin, Request("POST", "/v1/verify", #"{"tokens": [\#(items.joined(separator: ","))]}"#)
      ).expecting(200)
    }
  }

  @Test("what is refused before a route is counted by its code and has no route")
  func refusals() throws {
    let daemon = try RunningDaemon()
    func refused(_ socket: String, _ code: String, _ count: Double = 1) -> [String: Double] {
      [
        #"signet_refusals_total{socket="\#(socket)",code="\#(code)"}"#: count,
        #"signet_connections_accepted_total{socket="\#(socket)"}"#: count,
      ]
    }
    try expect(daemon, refused("admin", "not_found", 2)) {
      try daemon.send(.admin, Request("GET", "/v1/workspaces/acme/nothing")).expecting(404)
      try daemon.send(.admin, Request("GET", "/")).expecting(404)
    }
    // Another role's route is in the log.
    try expect(daemon, refused("verifier", "not_found"), Self.ofCommit) {
      try daemon.send(.verifier, Request("GET", "/v1/workspaces")).expecting(404)
    }
    try expect(
      daemon, refused("audit", "method_not_allowed"), refused("audit", "browser_request"),
      refused("audit", "invalid_http"), refused("audit", "body_too_large")
    ) {
      try daemon.send(.audit, Request("POST", "/metrics")).expecting(405)
      try daemon.send(.audit, Request("GET", "/metrics").with("Origin", "a")).expecting(403)
      try daemon.send(.audit, Request("GET", "/a b")).expecting(400)
      try daemon.send(.audit, Request("GET", "/metrics", "{}")).expecting(413)
    }
  }

  @Test("reading them is in no log, and on the other sockets there are none")
  func reading() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let entries = try daemon.scrape()["signet_audit_entries_total"]
    let head = try daemon.send(.audit, Request("HEAD", "/metrics")).expecting(200)
    #expect(head.length > 1000)
    #expect(head.body.isEmpty)
    #expect(try daemon.scrape()["signet_audit_entries_total"] == entries)
    for role in [RunningDaemon.Role.admin, .verifier] {
      try daemon.send(role, Request("GET", "/metrics")).expecting(404)
    }
    let refused = try daemon.auditLog("&action=route.refuse")
    #expect(refused.map { $0["details"]["route"] } == ["GET /metrics", "GET /metrics"])
    #expect(try daemon.verifyAudit()["intact"] == true)
  }

  @Test("nothing in them is of one workspace, user or secret")
  func nothingOfOne() throws {
    let daemon = try RunningDaemon()
    try daemon.create("a-telling-name")
    let secret = try daemon.reveal("a-telling-name")
    let kid = try daemon.summary("a-telling-name").json["current"]["kid"].string ?? "?"
    let token = try PyJWT.sign(secret, claims: #"{"userId": "a-telling-user"}"#)
    _ = try daemon.verify("a-telling-name", token)
    try daemon.send(
      .admin, Request("GET", "/v1/workspaces/another-name").with("On-Behalf-Of", "a-telling-actor")
    ).expecting(404)
    try daemon.send(.admin, Request("GET", "/v1/a-telling-path")).expecting(404)
    let text = try daemon.scrape().text
    for telling in ["telling", "another-name", secret, kid, token] {
      #expect(!text.contains(telling))
    }
  }

  @Test("the kernel's figures can be read though the process cannot be looked into")
  func process() throws {
    let daemon = try RunningDaemon()
    let samples = try daemon.scrape()
    // The wall clock, for it is the start of a real process that is compared with it.
    let now = Date().timeIntervalSince1970
    #expect(abs((samples["process_start_time_seconds"] ?? 0) - now) < 3600)
    #expect(samples["process_resident_memory_bytes"] ?? 0 > 1_000_000)
    #expect(samples["process_max_fds"] ?? 0 > 64)
    #expect(samples["process_cpu_seconds_total"] ?? 0 > 0)
    let open = try #require(samples["process_open_fds"])
    let kept = try (0..<10).map { _ in try daemon.connect(.verifier) }
    #expect(
      try eventually {
        let samples = try daemon.scrape()
        return samples[#"signet_connections{socket="verifier"}"#] == 10
          && samples["process_open_fds"] == open + 10
      })
    withExtendedLifetime(kept) {}
    #expect(samples["signet_state_free_bytes"] ?? 0 > 0)
    #expect(
      samples["signet_state_free_bytes"] ?? 0 < samples["signet_state_size_bytes"] ?? 0)
  }

  private static let parser = """
    import sys
    from prometheus_client.openmetrics.parser import text_string_to_metric_families
    for family in text_string_to_metric_families(sys.stdin.read()):
        print(family.name, family.type, family.unit or "-", len(family.samples))
    """

  @Test("another's parser takes them for OpenMetrics")
  func parser() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    _ = try daemon.keys("acme")
    #expect(try eventually { try daemon.scrape()["signet_rotations_due"] != nil })
    let families = try Python.run(Self.parser, input: try daemon.scrape().text)
      .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let described = Dictionary(
      families.map { ($0[0], $0[1...2].joined(separator: " ")) }, uniquingKeysWith: { $1 })
    #expect(
      described == [
        "signet_build": "info -", "signet_database": "info -", "signet_revision": "gauge -",
        "signet_requests": "counter -", "signet_request_duration_seconds": "histogram seconds",
        "signet_refusals": "counter -", "signet_connections": "gauge -",
        "signet_connections_accepted": "counter -", "signet_leases": "gauge -",
        "signet_event_streams": "gauge -", "signet_event_streams_opened": "counter -",
        "signet_commits": "counter -",
        "signet_commit_operations": "counter -",
        "signet_commit_duration_seconds": "histogram seconds",
        "signet_commit_failures": "counter -",
        "signet_queue_operations": "gauge -", "signet_workspaces": "gauge -",
        "signet_rotations_in_grace": "gauge -", "signet_rotations_due": "gauge -",
        "signet_audit_entries": "counter -", "signet_token_verifications": "counter -",
        "signet_token_rejections": "counter -", "signet_disclosures": "counter -",
        "signet_store_degraded": "gauge -", "signet_damage_found": "gauge -",
        "signet_clock_behind_seconds": "gauge seconds", "signet_state_free_bytes": "gauge bytes",
        "signet_state_size_bytes": "gauge bytes", "process_start_time_seconds": "gauge seconds",
        "process_cpu_seconds": "counter seconds", "process_resident_memory_bytes": "gauge bytes",
        "process_virtual_memory_bytes": "gauge bytes", "process_open_fds": "gauge -",
        "process_max_fds": "gauge -",
      ])
    // Buckets, sum and count of what has been asked: the creation, the keys, the scrapes.
    let latency = families.first { $0[0] == "signet_request_duration_seconds" }
    #expect(latency?[3] == "66")
    #expect(throws: Failure.self) { try Python.run(Self.parser, input: "# TYPE a counter\na 1\n") }
  }

  @Test("each metric has its place in Docs/Monitoring.md, and no other is there")
  func documentation() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Docs/Monitoring.md")
    let page = try String(contentsOf: path, encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let listed = rows.compactMap { $0.split(separator: "`").dropFirst().first }
      .map { $0.prefix { $0 != "{" } }
      .filter { $0.hasPrefix("signet_") || $0.hasPrefix("process_") }
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    #expect(try eventually { try daemon.scrape()["signet_rotations_due"] != nil })
    let families = try daemon.scrape().text.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      guard words.first == "#", words.count == 4, words[1] == "TYPE" else { return nil }
      switch words[3] {
      case "counter": return words[2] + "_total"
      case "info": return words[2] + "_info"
      default: return String(words[2])
      }
    }
    #expect(listed.map(String.init).sorted() == families.sorted())
  }
}
