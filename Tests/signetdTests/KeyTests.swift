import Foundation
import Testing

/// What a verifier fetches, and when its copy is still right.
@Suite("keys")
struct KeyTests {
  @Test("the key set names every accepted version, and its ETag changes with each transition")
  func transitions() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let secret = try daemon.reveal("acme")
    var etag = ""
    /// The states of the set after a change: a copy from before is not right any more, the new one
    /// is, and a 304 writes no audit entry.
    func fetch() throws -> [String] {
      let answer = try daemon.keys("acme", ifNoneMatch: etag.isEmpty ? nil : etag).expecting(200)
      #expect(answer[field: "Content-Type"] == "application/jwk-set+json")
      #expect(answer[field: "Cache-Control"] == "no-store")
      #expect(answer.etag != etag)
      etag = answer.etag
      let entries = try daemon.status()["counts"]["auditEntries"]
      let again = try daemon.keys("acme", ifNoneMatch: "\"other\", \(etag)").expecting(304)
      #expect(again.etag == etag)
      #expect(again.body.isEmpty)
      #expect(try daemon.status()["counts"]["auditEntries"] == entries)
      return answer.json["keys"].items.map { $0["state"].string ?? "" }
    }
    #expect(try fetch() == ["current"])
    let set = try daemon.keys("acme").json
    #expect(set["keys"][0].names == ["kty", "alg", "use", "kid", "k", "version", "state"])
    #expect(set["keys"][0]["kty"] == "oct")
    #expect(set["keys"][0]["alg"] == "HS256")
    #expect(set["keys"][0]["use"] == "sig")
    #expect(set["keys"][0]["k"].string == Spelling.base64URL(Array(secret.utf8)))
    #expect(set["signet"]["workspace"] == "acme")
    #expect(set["signet"]["enforcement"] == "optional")
    #expect(set["signet"]["clockSkew"] == "1m")
    try daemon.rotate("acme")
    #expect(try fetch() == ["current", "retiring"])
    #expect(try daemon.keys("acme").json["keys"][1]["acceptUntil"].string != nil)
    let change: [(Request, [String])] = [
      (
        Request("PATCH", "/v1/workspaces/acme/rotation", #"{"grace": "2h"}"#),
        ["current", "retiring"]
      ),
      (Request("POST", "/v1/workspaces/acme/rotation/rollback"), ["current", "retiring"]),
      (Request("POST", "/v1/workspaces/acme/rotation/finish"), ["current"]),
      (Request("POST", "/v1/workspaces/acme/secrets/current/revoke"), ["current"]),
      (Request("PATCH", "/v1/workspaces/acme/settings", #"{"clockSkew": "0s"}"#), ["current"]),
    ]
    for (request, states) in change {
      try daemon.send(.admin, request).expecting(200)
      #expect(try fetch() == states)
    }
    #expect(try daemon.keys("acme").json["keys"][0]["version"] == 3)
    let current = try daemon.summary("acme").etag
    try daemon.send(
      .admin, Request("DELETE", "/v1/workspaces/acme").with("If-Match", current)
    ).expecting(200)
    #expect(try daemon.keys("acme", ifNoneMatch: etag).status == 404)
  }

  @Test("a grace window that passes changes the ETag and refuses the old secret, by itself")
  func deadline() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let old = try PyJWT.sign(try daemon.reveal("acme"))
    try daemon.rotate("acme", #"{"grace": "2s"}"#)
    let etag = try daemon.keys("acme").expecting(200).etag
    #expect(try daemon.verify("acme", old)["state"] == "retiring")
    #expect(try eventually { try daemon.keys("acme", ifNoneMatch: etag).status == 200 })
    #expect(try daemon.verify("acme", old)["reason"] == "signature_invalid")
    let summary = try daemon.summary("acme").json
    #expect(summary["rotation"]["active"] == false)
    #expect(summary["history"][1]["state"] == "retired")
    #expect(try daemon.reveal("acme").utf8.count == 53)
    let retired = try daemon.auditLog("&action=secret.retire")
    #expect(retired.count == 1)
    #expect(retired.first?["actor"] == .object([:]))
    #expect(retired.first?["version"] == 1)
  }

  @Test("fetching keys is a disclosure in the audit log, whoever fetches")
  func disclosure() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let answer = try daemon.keys("acme").expecting(200)
    let entry = try daemon.auditLog("&action=keys.fetch").last ?? .null
    #expect(entry["requestId"].string == answer.requestID)
    #expect(entry["workspace"] == "acme")
    #expect(entry["actor"]["role"] == "verifier")
    #expect(entry["actor"]["uid"].integer == Int(getuid()))
    #expect(entry["details"]["versions"] == "1")
  }
}
