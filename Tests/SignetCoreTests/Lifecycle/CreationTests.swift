import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

@Suite("creating a workspace")
struct CreationTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("a new workspace accepts a generated secret from its creation on")
  func generated() async throws {
    let receipt = try await signet.create()
    #expect(receipt.current.number == 1)
    #expect(receipt.current.origin == .generated)
    let secret = try await signet.reveal(.current)
    guard case .generated = SecretShape.of(secret.key) else {
      Issue.record("not the shape of a generated secret")
      return
    }
    #expect(try await signet.isIdentified(try signet.token(signedWith: secret)))
  }

  @Test("an own secret is revealed as it was given")
  func own() async throws {
    let receipt = try await signet.create(secret: try ownSecret())
    #expect(receipt.current.origin == .string)
    #expect(try await signet.reveal(.number(1)).text == "an own secret of 32 bytes or more")
  }

  @Test("a JWK's key is revealed as a JWK's again")
  func jwk() async throws {
    let key = [UInt8](200...240)
    let receipt = try await signet.create(secret: try IdentitySecret(jwkKey: key))
    #expect(receipt.current.origin == .jwk)
    let revealed = try await signet.reveal(.current)
    #expect(revealed.form == .jwk)
    #expect(revealed.key.withBytes { Array($0) } == key)
  }

  @Test("an id is taken once")
  func twice() async throws {
    try await signet.create()
    await #expect(throws: SignetError.workspaceExists) { try await signet.create() }
    #expect(try await signet.states() == "1 current")
  }

  @Test("settings out of range are refused with their pointers, and nothing is created")
  func settings() async throws {
    var settings = SecuritySettings()
    settings.clockSkew = .seconds(601)
    settings.rotateEvery = .hours(1)
    let refused = try await faults { try await signet.create(settings: settings) }
    #expect(refused == ["/settings/clockSkew", "/settings/rotateEvery"])
    await #expect(throws: SignetError.workspaceNotFound) { try await signet.view() }
  }

  @Test("who asserts to act for somebody is kept as that")
  func author() async throws {
    try await signet.perform(CreateWorkspace(id: try workspaceID()), onBehalfOf: "user:dora")
    try await signet.perform(CreateWorkspace(id: try workspaceID("other")))
    #expect(try await signet.view().createdBy == "user:dora")
    #expect(try await signet.view("other").createdBy == "alice")
  }

  @Test("everything is there after the database was opened again")
  func reopened() async throws {
    let receipt = try await signet.create()
    let secret = try await signet.reveal(.current).text
    let again = try signet.reopened()
    #expect(again.service.epoch == signet.service.epoch)
    #expect(again.service.revision == receipt.revision)
    #expect(try await again.reveal(.current).text == secret)
  }
}
