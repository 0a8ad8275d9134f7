import Testing

/// Lists, a page at a time.
@Suite("lists")
struct ListTests {
  private static func pages(
    _ daemon: RunningDaemon, _ role: RunningDaemon.Role, _ target: String
  ) throws -> [[JSON]] {
    var pages: [[JSON]] = []
    var cursor: String?
    repeat {
      let more = cursor.map { "&cursor=\($0)" } ?? ""
      let answer = try daemon.send(role, Request("GET", target + more)).expecting(200).json
      #expect(answer.names == ["items", "nextCursor"])
      pages.append(answer["items"].items)
      cursor = answer["nextCursor"].string
    } while cursor != nil
    return pages
  }

  @Test("250 workspaces come in the order of their creation, each once, whatever the page")
  func workspaces() throws {
    let daemon = try RunningDaemon()
    let ids = (0..<250).map { "ws-\($0 * 7 % 250)" }
    let client = try daemon.connect(.admin)
    for id in ids {
      try client.call(Request("POST", "/v1/workspaces", #"{"id": "\#(id)"}"#)).expecting(201)
    }
    for (limit, count) in [("", 3), ("limit=7", 36), ("limit=250", 2), ("limit=1000", 2)] {
      let pages = try Self.pages(daemon, .admin, "/v1/workspaces?\(limit)")
      #expect(pages.flatMap(\.self).map { $0["id"].string } == ids)
      // A page may be the last and not know it.
      #expect((count - 1...count + 1).contains(pages.count), "\(limit): \(pages.count)")
    }
    for id in ["ws-3", "ws-77"] { try daemon.rotate(id) }
    let rotating = try Self.pages(daemon, .admin, "/v1/workspaces?rotating=true").flatMap(\.self)
    #expect(rotating.map { $0["id"].string } == ids.filter { $0 == "ws-3" || $0 == "ws-77" })
    #expect(rotating.allSatisfy { $0["rotating"] == true && $0["acceptUntil"].string != nil })
    #expect(try Self.pages(daemon, .admin, "/v1/workspaces?due=true").flatMap(\.self).isEmpty)
    let counts = try daemon.status()["counts"]
    #expect(counts["workspaces"] == 250)
    #expect(counts["rotating"] == 2)
  }

  @Test("the audit log is found by what was done, by whom, to what, when and with which outcome")
  func audit() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    try daemon.create("other")
    try daemon.send(
      .admin,
      Request("POST", "/v1/workspaces/acme/secrets/1/reveal")
        .with("On-Behalf-Of", "user:alice@example.com").with("Signet-Reason", "deploy 17 – ü")
    ).expecting(200)
    try daemon.send(.admin, Request("POST", "/v1/workspaces/other/secrets/9/reveal"))
      .expecting(404)
    let all = try daemon.auditLog()
    let sequences = all.map { $0["sequence"].integer ?? 0 }
    #expect(sequences == Array(1...all.count))
    let reveal = try #require(all.first { $0["action"] == "secret.reveal" })
    #expect(reveal["actor"]["onBehalfOf"] == "user:alice@example.com")
    #expect(reveal["reason"] == "deploy 17 – ü")
    #expect(reveal["outcome"] == "allowed")
    #expect(reveal["version"] == 1)
    let time = reveal["at"].string ?? ""
    for (filter, actions) in [
      ("action=secret.reveal", ["secret.reveal", "secret.reveal"]),
      ("workspace=acme&action=secret.reveal", ["secret.reveal"]),
      ("workspace=other", ["workspace.create", "secret.reveal"]),
      ("workspace=nowhere", []),
      ("outcome=failed", ["secret.reveal"]),
      ("outcome=denied", []),
      ("actor=user:alice@example.com", ["secret.reveal"]),
      ("actor=nobody", []),
      ("actor=system", ["database.create"]),
      ("until=\(time)", ["database.create", "workspace.create", "workspace.create"]),
      ("since=2200-01-01T00:00:00Z", []),
    ] {
      // Reading the log is in the log: each page may add one to what is found.
      let pages = try Self.pages(daemon, .audit, "/v1/audit?order=asc&limit=2&\(filter)")
      let found = pages.flatMap(\.self).filter { $0["action"] != "audit.read" }
      // Two entries of one millisecond are both before or both after it.
      let expected = filter.hasPrefix("until") ? Array(actions.prefix(found.count)) : actions
      #expect(found.map { $0["action"].string } == expected, "\(filter)")
    }
    let newest = try daemon.send(.audit, Request("GET", "/v1/audit?limit=1")).expecting(200).json
    #expect(newest["items"][0]["action"] == "audit.read")
    let activity = try daemon.send(.admin, Request("GET", "/v1/workspaces/acme?activity=2"))
      .expecting(200).json["activity"]
    #expect(activity.items.count == 2)
  }

  @Test("the log as lines is the log as pages")
  func lines() throws {
    let daemon = try RunningDaemon()
    for place in 0..<5 { try daemon.create("ws-\(place)") }
    let answer = try daemon.send(
      .audit,
      Request("GET", "/v1/audit?order=asc&limit=4").with("Accept", "application/x-ndjson")
    ).expecting(200)
    #expect(answer[field: "Content-Type"] == "application/x-ndjson")
    #expect(answer.body.last == UInt8(ascii: "\n"))
    let page = try daemon.send(.audit, Request("GET", "/v1/audit?order=asc&limit=4"))
      .expecting(200).json
    #expect(try answer.lines() == page["items"].items)
    #expect(answer[field: "Signet-Next-Cursor"] == page["nextCursor"].string)
  }

  @Test("a summary holds all that a page shows, and no secret")
  func summary() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme", #""settings": {"rotateEvery": "90d"}"#)
    let secret = try daemon.reveal("acme")
    try daemon.rotate("acme")
    let answer = try daemon.summary("acme")
    #expect(!answer.text.contains(secret))
    let summary = answer.json
    #expect(summary["current"]["version"] == 2)
    #expect(summary["history"].items.map { $0["version"] } == [2, 1])
    #expect(summary["rotation"]["verdict"] == "safe")
    #expect(summary["rotation"]["reasons"][0]["code"] == "never_used")
    #expect(summary["rotation"]["retiring"]["lastUsedAt"] == "never")
    #expect(summary["current"]["lastUsedAt"] == "never")
    #expect(summary["usage24h"]["identified"] == 0)
    #expect(summary["rotationDueAt"].string != nil)
    #expect(summary["settings"]["rotateEvery"] == "90d")
    #expect(summary["actions"]["rotate"]["allowed"] == false)
    #expect(summary["actions"]["rotate"]["code"] == "rotation_in_progress")
    #expect(summary["actions"]["finish"]["allowed"] == true)
    let head = try daemon.send(.admin, Request("HEAD", "/v1/workspaces/acme?activity=0"))
    #expect(head.status == 200 && head.length == answer.length && head.etag == answer.etag)
  }
}
