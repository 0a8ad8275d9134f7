import Foundation
import SignetTestProcesses
import Testing

/// A real verifier, SignetVerifier in a process of its own, that is stopped by a signal: it renews
/// nothing, and does not know that time passes.
@Suite("a stopped verifier")
struct StoppedVerifierTests {
  @Test("a reveal names it and waits for the end of its lease, and it wakes without keys")
  func stopped() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let old = try daemon.reveal("acme")
    let verifier = try TalkingVerifier(daemon, workspace: "acme")
    #expect(try verifier.judge(try PyJWT.sign(old)) == "identified u-1")

    verifier.process.send(SIGSTOP)
    // None of the old version is accepted from here on.
    let rotation = try daemon.rotate("acme", #"{"grace": "0s"}"#).json
    let reveal = "/v1/workspaces/acme/secrets/current/reveal"
    let refused = try daemon.send(.admin, Request("POST", reveal)).expecting(409).json
    #expect(refused["code"] == "verifiers_behind")
    #expect(refused["behind"].items.count == 1)
    #expect(refused["behind"][0]["verifier"] == "example")
    #expect(refused["revision"] == rotation["revision"])

    let shown = try daemon.send(.admin, Request("POST", reveal, #"{"wait": "65s"}"#))
      .expecting(200).json
    // By the daemon's own clock: not before the lease was over, which then had to be for it.
    let path = "/v1/propagation/\(rotation["revision"].integer ?? 0)"
    let propagation = try daemon.send(.admin, Request("GET", path)).expecting(200).json
    #expect(propagation["behind"] == .array([]))
    #expect(propagation["expired"].items.map { $0["lease"] } == [refused["behind"][0]["lease"]])
    let end = try #require(refused["behind"][0]["expiresAt"].string)
    let entry = try #require(
      try daemon.auditLog("&action=secret.reveal").last { $0["outcome"] == "allowed" })
    let time = try #require(entry["at"].string)
    #expect(time >= end)
    print("stopped verifier: its lease ended at \(end), the secret was shown at \(time)")

    // What it finds when it wakes was signed with the secret that it still has.
    try verifier.tell(try PyJWT.sign(old))
    verifier.process.send(SIGCONT)
    #expect(try verifier.next().hasPrefix("anonymous"))
    let new = try PyJWT.sign(try #require(shown["secret"].string))
    #expect(try eventually { try verifier.judge(new) == "identified u-1" })
    #expect(try verifier.judge(try PyJWT.sign(old)) == "anonymous signature_invalid")
  }

  @Test("who was behind when the daemon was killed is behind after the restart, until it follows")
  func killed() throws {
    let folder = try DaemonFolder()
    let first = try RunningDaemon(in: folder)
    try first.create("acme")
    let verifier = try TalkingVerifier(first, workspace: "acme")
    verifier.process.send(SIGSTOP)
    let revision = try #require(try first.rotate("acme").json["revision"].integer)
    first.stop(SIGKILL)
    let daemon = try RunningDaemon(in: folder)
    let propagation = Request("GET", "/v1/propagation/\(revision)")
    let behind = try daemon.send(.admin, propagation).expecting(200).json["behind"]
    #expect(behind.items.map { $0["verifier"] } == ["example"])
    let reveal = Request(
      "POST", "/v1/workspaces/acme/secrets/current/reveal", #"{"wait": "0s"}"#)
    let refused = try daemon.send(.admin, reveal).expecting(409).json
    #expect(refused["behind"][0]["lease"] == behind[0]["lease"])
    verifier.process.send(SIGCONT)
    #expect(try eventually { try daemon.send(.admin, reveal).status == 200 })
    let secret = try daemon.reveal("acme")
    #expect(try verifier.judge(try PyJWT.sign(secret)) == "identified u-1")
  }
}
