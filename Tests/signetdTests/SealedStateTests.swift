import Foundation
import SignetTestProcesses
import Testing

/// What the state directory shows to somebody who can read it.
@Suite("sealed state")
struct SealedStateTests {
  private static let requests: [(RunningDaemon.Role, Request)] = {
    let body = { (id: String) in "/v1/workspaces/\(id)" }
    let customer = "customer-of-ours:7"
    let token = #"{"claims": {"userId": "visitor-4711", "email": "ada@lovelace.example"}}"#
    return [
      (.admin, Request("POST", "/v1/workspaces", #"{"id": "\#(customer)"}"#)),
      (
        .admin,
        Request(
          "POST", "/v1/workspaces",
          #"{"id": "with-own-secret", "secret": "correct horse battery staple, 32 bytes"}"#)
      ),
      (.admin, Request("GET", body(customer))),
      (.admin, Request("PATCH", body(customer) + "/settings", #"{"enforcement": "required"}"#)),
      (.admin, Request("POST", body(customer) + "/secrets/1/reveal")),
      (.admin, Request("POST", body(customer) + "/tokens", token)),
      (.verifier, Request("GET", body(customer) + "/keys")),
      (.admin, Request("POST", body(customer) + "/rotation")),
      (.admin, Request("PATCH", body(customer) + "/rotation", #"{"grace": "1h"}"#)),
      (.admin, Request("POST", body(customer) + "/rotation/rollback")),
      (.admin, Request("POST", body(customer) + "/rotation/finish")),
      (
        .admin,
        Request(
          "POST", body(customer) + "/rotation",
          #"{"jwk": {"kty": "oct", "k": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}}"#)
      ),
      (.admin, Request("POST", body(customer) + "/secrets/current/revoke")),
      (.admin, Request("POST", body("never-created") + "/rotation")),
      (.admin, Request("POST", body(customer) + "/secrets/99/reveal")),
      (.admin, Request("GET", "/v1/audit")),
      (.audit, Request("GET", "/v1/audit?workspace=\(customer)&actor=somebody-asked-for")),
      (
        .admin,
        Request(
          "POST", "/v1/secrets/identify",
          #"{"secret": "correct horse battery staple, 32 bytes"}"#)
      ),
      (.admin, Request("DELETE", body("with-own-secret")).with("If-Match", "*")),
    ]
  }()

  @Test("no secret, id, claim, name or reason is in any file, after every kind of operation")
  func nothingInClear() throws {
    let folder = try DaemonFolder()
    let daemon = try RunningDaemon(in: folder)
    var needles = Needles()
    needles.add("an id", "customer-of-ours")
    needles.add("an id", "with-own-secret")
    needles.add("an id", "never-created")
    needles.add("a claim", "visitor-4711")
    needles.add("a claim", "lovelace")
    needles.add("a human", "alice@example.com")
    needles.add("a reason", "because of ticket 815")
    needles.add("a filter", "somebody-asked-for")
    needles.add("an idempotency key", "a-key-of-mine")
    needles.add(secret: try folder.bytes(of: folder.key))
    needles.add(secret: Array("correct horse battery staple, 32 bytes".utf8))
    needles.add(secret: Array(0..<32))
    for (place, (role, request)) in Self.requests.enumerated() {
      var request = request
      if role == .admin {
        request = request.with("On-Behalf-Of", "user:alice@example.com")
          .with("Signet-Reason", "because of ticket 815")
        if request.method != "GET" {
          request = request.with("Idempotency-Key", "a-key-of-mine-\(place)")
        }
      }
      let answer = try daemon.send(role, request)
      if let secret = answer.json["secret"].string { needles.add(secret: Array(secret.utf8)) }
      if let kid = answer.json["current"]["kid"].string { needles.add("a kid", kid) }
      if let token = answer.json["token"].string { needles.add("a token", token) }
      for key in answer.json["keys"].items {
        needles.add("a key", key["k"].string ?? "k")
      }
      // While it runs: the log of the database, not only the database.
      #expect(needles.found(in: try folder.stateFiles()) == [], "\(place)")
    }
    // What the daemon writes at its end is read too, and what it said meanwhile.
    #expect(needles.texts.count >= 40)
    #expect(daemon.stop() == .exit(0))
    let files = try folder.stateFiles()
    #expect(files["signet.db"]?.starts(with: Array("SQLite format 3".utf8)) == true)
    #expect(needles.found(in: files) == [])
    // The operator's log names workspaces, and nothing else of what is sealed.
    let said = Set(needles.found(in: ["log": daemon.process.output]))
    #expect(said == ["an id in log"])
  }

  @Test(
    "a user's name is in no file",
    .enabled(if: geteuid() == 0, "only root can become another user"))
  func userName() throws {
    let folder = try DaemonFolder()
    let daemon = try RunningDaemon(in: folder)
    chmod(daemon.socket(.admin), 0o666)
    let script = """
      import http.client, socket, sys
      c = http.client.HTTPConnection("x")
      c.sock = socket.socket(socket.AF_UNIX)
      c.sock.connect(sys.argv[1])
      c.request("POST", "/v1/workspaces", '{"id": "a"}', {"Content-Type": "application/json"})
      print(c.getresponse().status)
      """
    let client = try ChildProcess(
      [
        "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "/usr/bin/python3", "-c",
        script, daemon.socket(.admin),
      ])
    #expect(client.wait() == .exit(0))
    #expect(client.text == "201\n")
    #expect(try daemon.auditLog("&actor=nobody").count == 1)
    var needles = Needles()
    needles.add("a user's name", "nobody")
    needles.add("a group's name", "nogroup")
    #expect(needles.found(in: try folder.stateFiles()) == [])
    daemon.stop()
    #expect(needles.found(in: try folder.stateFiles()) == [])
  }
}
