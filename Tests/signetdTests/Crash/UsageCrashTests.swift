import Foundation
import SignetTestProcesses
import Testing

/// What is told of uses after the daemon's end, in order or not.
@Suite("uses after a crash")
struct UsageCrashTests {
  private func sightings(_ version: JSON) -> [JSON] {
    [version["lastUsedAt"], version["newestIssuedAt"], version["latestExpiry"]]
  }

  @Test("a daemon killed right after a use says unknown or the use, never never", arguments: 1...5)
  func killed(round: Int) throws {
    let folder = try DaemonFolder()
    let daemon = try RunningDaemon(in: folder)
    try daemon.create("acme")
    try daemon.create("idle")
    let token = try PyJWT.sign(try daemon.reveal("acme"))
    #expect(try daemon.verify("acme", token)["outcome"] == "identified")
    // From the very moment to one at which it is on the disk.
    Thread.sleep(forTimeInterval: Double(round - 1) * 0.15)
    daemon.stop(SIGKILL)

    let next = try RunningDaemon(in: folder)
    let used = try next.summary("acme").json["history"][0]
    for sighting in sightings(used) { #expect(sighting != "never") }
    if used["lastUsedAt"] != "unknown" { #expect(used["useCount"] == 1) }
    // Nobody can tell any more that the other was not used in the last moments.
    let idle = try next.summary("idle").json
    for sighting in sightings(idle["history"][0]) { #expect(sighting == "unknown") }
    #expect(idle["current"]["lastUsedAt"] == "unknown")
    #expect(idle["warnings"].items.contains { $0["code"] == "uses_missing" })
    try next.rotate("idle")
    let verdict = try next.send(.admin, Request("GET", "/v1/workspaces/idle/rotation")).json
    #expect(verdict["verdict"] == "unknown")
    #expect(verdict["reasons"][0]["code"] == "uses_missing")
    // A version from after the start is known.
    #expect(try next.summary("idle").json["current"]["lastUsedAt"] == "never")
  }

  @Test("after an end in order nothing is forgotten: a use stays, and never stays never")
  func stopped() throws {
    let folder = try DaemonFolder()
    let daemon = try RunningDaemon(in: folder)
    try daemon.create("acme")
    try daemon.create("idle")
    let token = try PyJWT.sign(try daemon.reveal("acme"))
    #expect(try daemon.verify("acme", token)["outcome"] == "identified")
    let before = try daemon.summary("acme").json["history"][0]
    #expect(before["useCount"] == 1)
    #expect(daemon.stop() == .exit(0))

    let next = try RunningDaemon(in: folder)
    #expect(try next.summary("acme").json["history"][0] == before)
    for sighting in sightings(try next.summary("idle").json["history"][0]) {
      #expect(sighting == "never")
    }
    // Who wants to rotate again is told of it.
    try next.rotate("acme")
    let refused = try next.send(.admin, Request("POST", "/v1/workspaces/acme/rotation", "{}"))
    #expect(refused.status == 409)
    #expect(refused.json["lastUsedAt"] == before["lastUsedAt"])
    // A crash is not forgotten by an end in order after it.
    next.stop(SIGKILL)
    #expect(try RunningDaemon(in: folder).stop() == .exit(0))
    let last = try RunningDaemon(in: folder)
    for sighting in sightings(try last.summary("idle").json["history"][0]) {
      #expect(sighting == "unknown")
    }
    #expect(try last.summary("acme").json["history"][1]["useCount"] == 1)
  }
}
