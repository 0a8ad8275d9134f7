import Testing

/// Requests that a client repeats, and requests that come too late.
@Suite("repeated requests")
struct RepeatedRequestTests {
  @Test("every change repeated with its key is answered the same and done once")
  func replay() throws {
    let daemon = try RunningDaemon()
    let changes = [
      Request("POST", "/v1/workspaces", #"{"id": "acme"}"#),
      Request("PATCH", "/v1/workspaces/acme/settings", #"{"enforcement": "required"}"#),
      Request("POST", "/v1/workspaces/acme/rotation", #"{"grace": "1h"}"#),
      Request("PATCH", "/v1/workspaces/acme/rotation", #"{"grace": "2h"}"#),
      Request("POST", "/v1/workspaces/acme/rotation/rollback"),
      Request("POST", "/v1/workspaces/acme/rotation/finish"),
      Request("POST", "/v1/workspaces/acme/secrets/current/revoke", #"{"expectedVersion": 1}"#),
      Request("DELETE", "/v1/workspaces/acme").with("If-Match", "*"),
    ]
    for (place, change) in changes.enumerated() {
      let request = change.with("Idempotency-Key", "key-\(place)")
      let first = try daemon.send(.admin, request)
      #expect(first.status == 200 || first.status == 201, "\(place): \(first.text)")
      let revision = try daemon.status()["revision"]
      for _ in 0..<2 {
        let again = try daemon.send(.admin, request)
        #expect(again.status == first.status)
        #expect(again.etag == first.etag)
        #expect(again.json == first.json, "\(place)")
        #expect(again.requestID != first.requestID)
      }
      #expect(try daemon.status()["revision"] == revision)
    }
    let replayed = try daemon.auditLog().filter { $0["details"]["replayed"] == "true" }
    #expect(replayed.count == changes.count * 2)
  }

  @Test("the log says once that a secret was rotated or revoked, however often it was asked for")
  func logged() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let rotation = Request("POST", "/v1/workspaces/acme/rotation", #"{"grace": "1h"}"#)
      .with("Idempotency-Key", "once")
    let revocation = Request("POST", "/v1/workspaces/acme/secrets/1/revoke")
    for request in [rotation, rotation, revocation, revocation] {
      #expect([200, 201].contains(try daemon.send(.admin, request).status))
    }
    daemon.stop()
    let lines = daemon.process.text.split(separator: "\n")
    #expect(lines.filter { $0.contains("a secret was rotated") }.count == 1)
    #expect(lines.filter { $0.contains("a secret was revoked") }.count == 1)
    let others = lines.filter { $0.contains("an admin's request") }
    #expect(others.filter { $0.contains("action=secret.rotate") }.count == 1)
    #expect(others.filter { $0.contains("action=secret.revoke") }.count == 1)
  }

  @Test("a key belongs to one body and one route, and says so")
  func reused() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let rotate = Request("POST", "/v1/workspaces/acme/rotation", #"{"grace": "1h"}"#)
    try daemon.send(.admin, rotate.with("Idempotency-Key", "k")).expecting(201)
    let other = Request("POST", "/v1/workspaces/acme/rotation", #"{"grace": "2h"}"#)
    let refused = try daemon.send(.admin, other.with("Idempotency-Key", "k")).expecting(409)
    #expect(refused.json["code"] == "idempotency_key_reused")
    try daemon.send(
      .admin, Request("POST", "/v1/workspaces/acme/rotation/finish").with("Idempotency-Key", "k")
    ).expecting(200)
  }

  @Test("a replay outlives the daemon, and says how far verifiers have followed by then")
  func restart() throws {
    let folder = try DaemonFolder()
    let request = Request("POST", "/v1/workspaces", #"{"id": "acme"}"#)
      .with("Idempotency-Key", "once")
    let first = try RunningDaemon(in: folder)
    let created = try first.send(.admin, request).expecting(201).json
    first.stop()
    let second = try RunningDaemon(in: folder)
    let replayed = try second.send(.admin, request).expecting(201).json
    #expect(replayed.names == created.names)
    for name in created.names.subtracting(["propagation"]) {
      #expect(replayed[name] == created[name], "\(name)")
    }
    // The daemon before may have let somebody fetch without a lease.
    #expect(created["propagation"]["complete"] == true)
    #expect(replayed["propagation"]["complete"] == false)
    try second.send(
      .admin, Request("POST", "/v1/workspaces", #"{"id": "acme"}"#)
    ).expecting(409)
  }

  @Test("If-Match and expectedVersion refuse what was read too long ago, and name the present")
  func preconditions() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let etag = try daemon.summary("acme").etag
    let patch = Request("PATCH", "/v1/workspaces/acme/settings", #"{"clockSkew": "5s"}"#)
    let changed = try daemon.send(.admin, patch.with("If-Match", etag)).expecting(200)
    #expect(changed.etag != etag)
    #expect(try daemon.summary("acme").etag == changed.etag)
    #expect(
      try daemon.send(.admin, Request("GET", "/v1/workspaces/acme/settings")).etag == changed.etag)
    for request in [patch, Request("DELETE", "/v1/workspaces/acme")] {
      let late = try daemon.send(.admin, request.with("If-Match", etag)).expecting(412)
      #expect(late.json["code"] == "precondition_failed")
      #expect(late.json["etag"].string == changed.etag)
    }
    for path in ["rotation", "secrets/current/revoke"] {
      let late = try daemon.send(
        .admin, Request("POST", "/v1/workspaces/acme/\(path)", #"{"expectedVersion": 2}"#)
      ).expecting(409)
      #expect(late.json["code"] == "version_mismatch")
      #expect(late.json["currentVersion"] == 1)
    }
    #expect(try daemon.summary("acme").etag == changed.etag)
    try daemon.send(
      .admin, Request("DELETE", "/v1/workspaces/acme").with("If-Match", changed.etag)
    ).expecting(200)
    let again = try daemon.send(.admin, Request("POST", "/v1/workspaces", #"{"id": "acme"}"#))
    #expect(again.json["code"] == "workspace_deleted")
  }

  @Test("a forced rotation names the version that it ends, and a second one is refused")
  func forced() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    try daemon.rotate("acme")
    let busy = try daemon.send(.admin, Request("POST", "/v1/workspaces/acme/rotation"))
      .expecting(409).json
    #expect(busy["code"] == "rotation_in_progress")
    #expect(busy["retiringVersion"] == 1)
    #expect(busy["acceptUntil"].string?.hasSuffix("Z") == true)
    let force = #"{"force": true, "expectedVersion": 2}"#
    let change = try daemon.rotate("acme", force).json
    #expect(change["ended"][0]["version"] == 1)
    #expect(change["ended"][0]["state"] == "revoked")
    let again = try daemon.send(.admin, Request("POST", "/v1/workspaces/acme/rotation", force))
    #expect(again.json["code"] == "version_mismatch")
    #expect(try daemon.auditLog("&action=secret.revoke").count == 1)
  }
}
