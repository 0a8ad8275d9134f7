import Foundation
import SignetAPI
import SignetClient
import SignetTestProcesses
import Testing

@Suite("the example of a verifier, as a process beside the daemon's")
struct ExampleTests {
  private struct Admin {
    let client: SignetClient

    init(_ daemon: ServingDaemon) {
      client = SignetClient(
        ClientConfiguration(socketPath: daemon.socket("admin"), role: .admin))
    }

    func token() async throws -> String {
      let claims = JSONClaims(userId: "u1")
      let body = try MessageEncoding.document(claims)
      guard case .object(let object) = body else { throw Failure("no claims") }
      let answer = try await client.signToken("acme", SignTokenRequest(claims: object))
      return answer.message.token.exposed
    }

    private struct JSONClaims: Encodable {
      let userId: String
    }
  }

  @Test("judges tokens through a rotation and a revocation that wait for it, and leaves no lease")
  func story() async throws {
    let daemon = try await ServingDaemon()
    let admin = Admin(daemon)
    _ = try await admin.client.createWorkspace(CreateWorkspaceRequest(id: "acme"))
    let example = try await ExampleVerifier(daemon, workspace: "acme")
    let old = try await admin.token()
    #expect(try await example.verdict(on: old) == "identified u1")
    #expect(try await example.verdict(on: "hello") == "anonymous malformed")
    let wait = try #require(APIDuration(seconds: 65))
    let rotated = try await admin.client.rotateSecret("acme", RotateRequest(wait: wait))
    let propagation = try #require(rotated.message.propagation)
    #expect(propagation.complete)
    #expect(propagation.holding.map(\.verifier) == ["example"])
    let new = try await admin.token()
    #expect(try await example.verdict(on: new) == "identified u1")
    #expect(try await example.verdict(on: old) == "identified u1")
    let revoked = try await admin.client.revokeSecret(
      "acme", .version(1), RevokeRequest(wait: wait))
    #expect(revoked.message.propagation?.complete == true)
    #expect(try await example.verdict(on: old) == "anonymous unknown_kid")
    #expect(try await example.finish() == .exit(0))
    #expect(try await admin.client.listVerifiers().message.items.isEmpty)
    await admin.client.close()
  }

  /// It takes a lease's minute, for the program's clock cannot be moved.
  @Test("stopped by SIGSTOP and continued past its lease uses no key until it has fetched")
  func suspended() async throws {
    let daemon = try await ServingDaemon()
    let admin = Admin(daemon)
    _ = try await admin.client.createWorkspace(CreateWorkspaceRequest(id: "acme"))
    let example = try await ExampleVerifier(daemon, workspace: "acme")
    let old = try await admin.token()
    #expect(try await example.verdict(on: old) == "identified u1")
    example.process.send(SIGSTOP)
    let wait = try #require(APIDuration(seconds: 65))
    let revoked = try await admin.client.revokeSecret(
      "acme", .current, RevokeRequest(wait: wait))
    let propagation = try #require(revoked.message.propagation)
    #expect(propagation.complete)
    #expect(propagation.expired.map(\.verifier) == ["example"])
    let new = try await admin.token()
    // It waits in the pipe: the first thing that the program sees when it goes on.
    try example.send(old)
    example.process.send(SIGCONT)
    try await example.process.says("identified u1\nanonymous ")
    try await eventually("the new secret is held") {
      try await example.verdict(on: new) == "identified u1"
    }
    #expect(try await example.verdict(on: old) == "anonymous unknown_kid")
    #expect(try await example.finish() == .exit(0))
    await admin.client.close()
  }
}
