import SignetCrypto
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the same secret again")
struct SecretReuseTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("a secret of very many workspaces is identified up to a bound, and the log stays readable")
  func manyMatches() async throws {
    for number in 0..<105 { try await signet.create("w\(number)", secret: try ownSecret()) }
    let matches = try await signet.perform(IdentifySecret(text: try ownSecret().key))
    #expect(matches.count == IdentifySecret.maximumMatches)
    let names = try await signet.log().last?.details.first { $0.name == "workspaces" }
    #expect(names?.value.split(separator: ",").count == 20)
    #expect(try await signet.verifyAudit().fault == nil)
  }

  @Test("an own secret is refused in its workspace, while it is accepted and for ever after")
  func own() async throws {
    try await signet.create(secret: try ownSecret())
    await #expect(throws: SignetError.secretReused(version: 1)) {
      try await signet.rotate(secret: try ownSecret())
    }
    try await signet.rotate(grace: .zero)
    signet.clock.advance(by: .days(1000))
    await #expect(throws: SignetError.secretReused(version: 1)) {
      try await signet.rotate(secret: try ownSecret())
    }
    #expect(try await signet.states() == "1 retired, 2 current")
  }

  @Test("a generated secret given back as an own one is refused")
  func generated() async throws {
    try await signet.create()
    let old = try await signet.reveal(.current)
    try await signet.perform(RevokeSecret(id: try workspaceID(), version: .current))
    await #expect(throws: SignetError.secretReused(version: 1)) {
      try await signet.rotate(secret: old)
    }
  }

  @Test("the same bytes as a JWK are the same secret")
  func otherForm() async throws {
    let secret = try ownSecret()
    try await signet.create(secret: secret)
    await #expect(throws: SignetError.secretReused(version: 1)) {
      try await signet.rotate(secret: try .init(jwkKey: secret.key))
    }
  }

  @Test("a refused rotation in which something was forced leaves the retiring version")
  func forced() async throws {
    try await signet.create(secret: try ownSecret())
    try await signet.rotate()
    await #expect(throws: SignetError.secretReused(version: 1)) {
      try await signet.perform(
        RotateSecret(
          id: try workspaceID(), secret: try ownSecret(), expectedVersion: 2, force: true))
    }
    #expect(try await signet.states() == "1 retiring, 2 current")
    #expect(try await signet.log().contains { $0.action == .secretRevoke } == false)
  }

  @Test("two workspaces may have the same secret, and identify names both")
  func shared() async throws {
    try await signet.create("one", secret: try ownSecret())
    try await signet.create("two")
    try await signet.rotate("two", secret: try ownSecret())
    let matches = try await signet.perform(IdentifySecret(text: try ownSecret().key))
    #expect(
      Set(matches.map { "\($0.workspace) \($0.version) \($0.state)" })
        == ["one 1 current", "two 2 current"])
  }

  @Test(
    "identify tells the state of a secret whose deadline has passed, and of a deleted workspace")
  func identify() async throws {
    try await signet.create(secret: try ownSecret())
    try await signet.rotate(grace: .hours(1))
    func state() async throws -> [String] {
      try await signet.perform(IdentifySecret(text: try ownSecret().key)).map(\.state)
    }
    #expect(try await state() == ["retiring"])
    signet.clock.advance(by: .hours(1))
    #expect(try await state() == ["retired"])
    try await signet.perform(DeleteWorkspace(id: try workspaceID(), precondition: .any))
    #expect(try await state() == ["deleted"])
  }

  @Test("a JWK's key is found by its `k`, and nothing by what is nearly that")
  func identifyJWK() async throws {
    let key = [UInt8](200...240)
    try await signet.create(secret: try .init(jwkKey: key))
    let k = Base64URL.encode(key)
    func matches(_ text: [UInt8]) async throws -> [UInt32] {
      try await signet.perform(IdentifySecret(text: try SecretBytes(copying: text))).map(\.version)
    }
    #expect(try await matches(k) == [1])
    #expect(try await matches(key) == [1])
    #expect(try await matches(k + [UInt8(ascii: "=")]) == [])
    #expect(try await matches(Array(k.dropLast())) == [])
    #expect(try await matches([]) == [])
    #expect(try await matches([0xFF]) == [])
  }

  @Test("a secret that was never here is nobody's")
  func unknown() async throws {
    try await signet.create()
    #expect(try await signet.perform(IdentifySecret(text: try ownSecret().key)).isEmpty)
  }
}
