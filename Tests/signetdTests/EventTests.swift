import Foundation
import SignetTestProcesses
import Testing

/// Events and leases of the real daemon.
@Suite("events")
struct EventTests {
  @Test("a change is told of on both sockets, and what was missed on the next stream")
  func changes() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let streams = [try EventStream(daemon), try EventStream(daemon, .admin, "")]
    #expect(streams[0].head[field: "Content-Type"] == "text/event-stream")
    let revision = try daemon.rotate("acme").json["revision"]
    var id = ""
    for stream in streams {
      let event = try stream.next()
      #expect(event.name == "keys")
      #expect(event.data["workspace"] == "acme")
      #expect(event.data["revision"] == revision)
      id = event.id
    }
    let missed = try daemon.send(
      .admin, Request("POST", "/v1/workspaces/acme/rotation/finish")
    ).expecting(200).json["revision"]
    let resumed = try EventStream(daemon, .admin, "", lastEventID: id)
    #expect(try resumed.next().data["revision"] == missed)
  }

  @Test("a daemon that stops ends its streams cleanly, and the next one resumes or resets them")
  func restart() throws {
    let folder = try DaemonFolder()
    let daemon = try RunningDaemon(in: folder)
    try daemon.create("acme")
    let stream = try EventStream(daemon, .admin, "")
    try daemon.rotate("acme")
    let old = "\(stream.hello["epoch"].string ?? "").\(stream.hello["revision"].integer ?? 0)"
    let last = try stream.next().id
    daemon.process.send(SIGTERM)
    #expect(try stream.ends())
    #expect(daemon.process.wait() == .exit(0))
    let next = try RunningDaemon(in: folder)
    let lost = try EventStream(next, .admin, "", lastEventID: old)
    #expect(try lost.next().name == "reset")
    let resumed = try EventStream(next, .admin, "", lastEventID: last)
    let revision = try next.send(
      .admin, Request("POST", "/v1/workspaces/acme/rotation/finish")
    ).expecting(200).json["revision"]
    #expect(try resumed.next().data["revision"] == revision)
  }

  @Test("who waits for verifiers when the daemon stops is answered: the change is made")
  func stopWhileWaiting() throws {
    let folder = try DaemonFolder()
    let daemon = try RunningDaemon(in: folder)
    try daemon.create("acme")
    let stream = try EventStream(daemon)
    let client = try daemon.connect(.admin)
    try client.send(Request("POST", "/v1/workspaces/acme/rotation", #"{"wait": "65s"}"#).bytes)
    let revision = try stream.next().data["revision"]
    daemon.process.send(SIGTERM)
    let answer = try client.answer().expecting(201)
    #expect(answer.json["revision"] == revision)
    #expect(answer.json["propagation"]["complete"] == false)
    #expect(answer.json["propagation"]["behind"][0]["verifier"] == "v")
    #expect(daemon.process.wait() == .exit(0))
  }

  @Test("a lease outlives the daemon that granted it, and is named by the next one")
  func killed() throws {
    let folder = try DaemonFolder()
    let first = try RunningDaemon(in: folder)
    try first.create("acme")
    let lease = try EventStream(first, .verifier, "?verifier=of-before").lease
    first.stop(SIGKILL)
    let daemon = try RunningDaemon(in: folder)
    let revision = try daemon.rotate("acme").json["revision"]
    let reveal = Request("POST", "/v1/workspaces/acme/secrets/current/reveal", #"{"wait": "0s"}"#)
    let refused = try daemon.send(.admin, reveal).expecting(409)
    #expect(refused.json["code"] == "verifiers_behind")
    #expect(refused.json["behind"][0]["verifier"] == "of-before")
    #expect(refused.json["behind"][0]["lease"] == .string(lease))
    let body = #"{"holds": \#(revision.integer ?? 0)}"#
    try daemon.send(.verifier, Request("POST", "/v1/leases/\(lease)", body)).expecting(200)
    // What was fetched without a lease before is still waited for, but not by a reveal.
    try daemon.send(.admin, reveal).expecting(200)
    let listed = try daemon.send(.admin, Request("GET", "/v1/verifiers")).expecting(200).json
    #expect(listed["items"].items.count == 1)
    #expect(listed["items"][0]["connected"] == false)
    #expect(listed["nextCursor"] == .null)
  }

  private static let nobody = [
    "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "/usr/bin/python3", "-c",
  ]
  /// Sends what it is given, and prints the status of each answer.
  private static let script = """
    import socket, sys
    for request in sys.argv[2:]:
        s = socket.socket(socket.AF_UNIX)
        s.connect(sys.argv[1])
        s.sendall(request.encode().replace(b"|", b"\\r\\n"))
        print(s.makefile("rb").readline().split()[1].decode())
    """

  @Test(
    "a lease that another uid uses is refused on every route, and each try is in the log",
    .enabled(if: geteuid() == 0, "only root can become another user"))
  func foreignLease() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let stream = try EventStream(daemon, .verifier, "?verifier=mine")
    chmod(daemon.socket(.verifier), 0o666)
    let end = " HTTP/1.1|Host: x|Connection: close|"
    let renewal = "Content-Type: application/json|Content-Length: 11||{\"holds\":1}"
    let etag = try daemon.keys("acme").etag
    let tries = [
      "POST /v1/leases/\(stream.lease)\(end)\(renewal)",
      "DELETE /v1/leases/\(stream.lease)\(end)|",
      "GET /v1/workspaces/acme/keys\(end)Signet-Lease: \(stream.lease)||",
      "GET /v1/workspaces/acme/keys\(end)Signet-Lease: \(stream.lease)|If-None-Match: \(etag)||",
      "GET /v1/events?verifier=theirs\(end)Signet-Lease: \(stream.lease)||",
    ]
    let thief = try ChildProcess(Self.nobody + [Self.script, daemon.socket(.verifier)] + tries)
    #expect(thief.wait() == .exit(0))
    #expect(thief.text == String(repeating: "403\n", count: tries.count))
    let entries = try daemon.auditLog("&action=lease.use")
    #expect(entries.count == tries.count)
    for entry in entries {
      #expect(entry["outcome"] == "denied")
      #expect(entry["code"] == "forbidden")
      #expect(entry["actor"]["uid"] == 65534)
    }
    // The lease is as it was.
    try daemon.send(
      .verifier, Request("POST", "/v1/leases/\(stream.lease)", #"{"holds": 1}"#)
    ).expecting(200)
    #expect(try daemon.verifyAudit()["intact"] == true)
  }

  @Test("streams and leases are in the metrics")
  func metrics() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let streams = [
      try EventStream(daemon), try EventStream(daemon), try EventStream(daemon, .admin, ""),
    ]
    try daemon.rotate("acme")
    var samples = try daemon.scrape()
    #expect(samples[#"signet_event_streams{socket="verifier"}"#] == 2)
    #expect(samples[#"signet_event_streams{socket="admin"}"#] == 1)
    #expect(samples[#"signet_leases{state="behind"}"#] == 2)
    #expect(samples[#"signet_leases{state="current"}"#] == 0)
    let route = #"method="GET",route="/v1/events""#
    #expect(
      samples[#"signet_requests_total{socket="verifier",\#(route),status="200"}"#] == 2)
    // Counted when their heads went out, not when they end.
    #expect(samples["signet_request_duration_seconds_count{\(route)}"] == 3)
    for stream in streams.prefix(2) {
      try daemon.send(.verifier, Request("DELETE", "/v1/leases/\(stream.lease)")).expecting(204)
    }
    samples = try daemon.scrape()
    #expect(samples[#"signet_leases{state="behind"}"#] == 0)
    let released = #"socket="verifier",method="DELETE",route="/v1/leases/{lease}",status="204""#
    #expect(samples["signet_requests_total{\(released)}"] == 2)
    #expect(
      try eventually {
        try daemon.scrape()[#"signet_event_streams{socket="verifier"}"#] == 0
      })
    #expect(try daemon.scrape()[#"signet_event_streams_opened_total{socket="verifier"}"#] == 2)
    withExtendedLifetime(streams) {}
  }
}
