import Foundation
import Testing

/// How the daemon ends.
@Suite("stopping")
struct StopTests {
  @Test(
    "a signal answers what is under way, removes the sockets and loses nothing",
    arguments: [SIGTERM, SIGINT])
  func underWay(signal: CInt) throws {
    let folder = try DaemonFolder()
    let daemon = try RunningDaemon(in: folder)
    try daemon.create("acme")
    let token = try PyJWT.sign(try daemon.reveal("acme"))
    let item = #"{"workspace": "acme", "token": "\#(token)"}"#
    let batch = Request(
      "POST", "/v1/verify",
      #"{"tokens": [\#(Array(repeating: item, count: 1000).joined(separator: ","))]}"#)
    let verifier = try daemon.connect(.verifier)
    let idle = try daemon.connect(.admin)
    #expect(try idle.call(Request("GET", "/v1/status")).status == 200)
    let admin = try daemon.connect(.admin)
    try verifier.send(batch.bytes)
    try admin.send(Request("POST", "/v1/workspaces", #"{"id": "last"}"#).bytes)
    try verifier.waitUntilTaken()
    try admin.waitUntilTaken()
    daemon.process.send(signal)
    let results = try verifier.answer().expecting(200).json["results"]
    #expect(results.items.count == 1000)
    #expect(results.items.allSatisfy { $0["outcome"] == "identified" })
    try admin.answer().expecting(201)
    #expect(idle.endsWithoutAnswer())
    #expect(admin.endsWithoutAnswer())
    #expect(daemon.process.wait() == .exit(0))
    for role in RunningDaemon.Role.allCases {
      #expect(!FileManager.default.fileExists(atPath: daemon.socket(role)))
    }
    let next = try RunningDaemon(in: folder)
    #expect(try next.summary("last").json["id"] == "last")
    #expect(try next.verify("acme", token)["outcome"] == "identified")
    #expect(try next.verifyAudit()["intact"] == true)
  }

  @Test("half a request is not done and does not keep the daemon from ending")
  func halfSent() throws {
    let folder = try DaemonFolder()
    let daemon = try RunningDaemon(in: folder)
    let client = try daemon.connect(.admin)
    let request = Request("POST", "/v1/workspaces", #"{"id": "half"}"#)
    try client.send(Array(request.bytes.dropLast(3)))
    try client.waitUntilTaken()
    daemon.process.send(SIGTERM)
    // An answer that the request took too long would be one too, but never 201.
    if let answer = try? client.answer() { #expect(answer.status == 408) }
    #expect(daemon.process.wait() == .exit(0))
    let next = try RunningDaemon(in: folder)
    #expect(try next.send(.admin, Request("GET", "/v1/workspaces/half")).status == 404)
  }
}
