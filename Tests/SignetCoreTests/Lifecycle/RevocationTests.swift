import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("revoking a secret")
struct RevocationTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("revoking the current secret mints its replacement in one revision")
  func current() async throws {
    let created = try await signet.create()
    let old = try await signet.reveal(.current)
    let receipt = try await signet.perform(RevokeSecret(id: try workspaceID(), version: .current))
    #expect(receipt.revision == created.revision + 1)
    #expect(receipt.ended.map(\.state) == [.revoked])
    #expect(receipt.current.number == 2)
    #expect(try await signet.accepted() == [2])
    #expect(try await !signet.isIdentified(try signet.token(signedWith: old)))
  }

  @Test("revoking the current secret in a grace window leaves the retiring one")
  func currentInGrace() async throws {
    try await signet.create()
    try await signet.rotate()
    try await signet.perform(
      RevokeSecret(id: try workspaceID(), version: .current, expectedVersion: 2))
    #expect(try await signet.states() == "1 retiring, 2 revoked, 3 current")
    #expect(try await signet.accepted() == [3, 1])
  }

  @Test(
    "revoking the retiring secret ends the grace window",
    arguments: [VersionSelector.retiring, .number(1)])
  func retiring(selector: VersionSelector) async throws {
    try await signet.create()
    try await signet.rotate()
    try await signet.perform(RevokeSecret(id: try workspaceID(), version: selector))
    #expect(try await signet.states() == "1 revoked, 2 current")
  }

  @Test("revoking what is already refused succeeds and changes nothing")
  func already() async throws {
    try await signet.create()
    let rotated = try await signet.rotate(grace: .zero)
    let receipt = try await signet.perform(RevokeSecret(id: try workspaceID(), version: .number(1)))
    #expect(receipt.revision == rotated.revision)
    #expect(receipt.ended.isEmpty)
    #expect(signet.service.revision == rotated.revision)
    #expect(try await signet.states() == "1 retired, 2 current")
  }

  @Test("another version than the expected one is refused")
  func expected() async throws {
    try await signet.create()
    await #expect(throws: SignetError.versionMismatch(expected: 2, current: 1)) {
      try await signet.perform(
        RevokeSecret(id: try workspaceID(), version: .current, expectedVersion: 2))
    }
    #expect(try await signet.states() == "1 current")
  }

  @Test("a version that never was cannot be revoked", arguments: [UInt32(0), 2, .max])
  func unknown(number: UInt32) async throws {
    try await signet.create()
    await #expect(throws: SignetError.versionNotFound) {
      try await signet.perform(RevokeSecret(id: try workspaceID(), version: .number(number)))
    }
  }

  @Test("a terminal version is never revealed", arguments: ["retired", "revoked"])
  func reveal(state: String) async throws {
    try await signet.create()
    if state == "retired" {
      try await signet.rotate(grace: .zero)
    } else {
      try await signet.perform(RevokeSecret(id: try workspaceID(), version: .current))
    }
    await #expect(throws: SignetError.versionNotAccepted(version: 1, state: state)) {
      try await signet.reveal(.number(1))
    }
  }
}
