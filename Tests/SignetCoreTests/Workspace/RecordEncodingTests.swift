import SignetCrypto
import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

@Suite("the bytes of a workspace's record")
struct RecordEncodingTests {
  /// One of everything: each state, each origin, each form, settings with all members, a receipt.
  static func everything() throws -> Workspace {
    let (start, entropy) = (Workspace.actTime, SeededEntropy(7))
    func minted(_ secret: IdentitySecret?, _ origin: SecretVersion.Origin) throws
      -> Workspace.Minted
    {
      Workspace.Minted(
        kid: try KeyID.generate(from: entropy),
        secret: try secret ?? IdentitySecret.generate(from: entropy), origin: origin)
    }
    var settings = SecuritySettings()
    settings.enforcement = .required
    settings.requireExpiry = true
    settings.maxTokenLifetime = .hours(1)
    settings.rotateEvery = .days(90)
    settings.revealRequiresReason = true
    var workspace = Workspace(
      id: try workspaceID("acme:eu"), revision: 2, settings: settings,
      first: try minted(try ownSecret(), .string), act: .init(at: start, by: "alice"))
    try workspace.rotate(
      to: try minted(nil, .generated), grace: .zero, act: .init(at: start + .hours(1), by: "bob"))
    _ = try workspace.revoke(at: 1, act: .init(at: start + .hours(2), by: "carol")) {
      try minted(try IdentitySecret(jwkKey: [UInt8](0..<32)), .jwk)
    }
    try workspace.rotate(
      to: try minted(nil, .generated), grace: .hours(24),
      act: .init(at: start + .hours(3), by: "dave"))
    workspace.revision = 6
    workspace.idempotency.add(
      IdempotencyRecord(
        owner: [UInt8](repeating: 1, count: 32), requestDigest: [UInt8](repeating: 2, count: 32),
        receipt: Receipt(of: workspace, at: start + .hours(3), ended: [1, 2])),
      now: start + .hours(3))
    return workspace
  }

  @Test("format 1 is what it always was")
  func golden() throws {
    let bytes = try Self.everything().encode().bytes
    let hex = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    #expect(hex == GoldenRecord.hex)
  }

  @Test("what was written is read back the same")
  func roundTrip() throws {
    let workspace = try Self.everything()
    let bytes = workspace.encode().bytes
    let read = try Workspace(record: try SecretBytes(copying: bytes), revision: 6)
    #expect(read.encode().bytes == bytes)
    #expect(read.states == workspace.states)
    #expect(read.idempotency == workspace.idempotency)
    #expect(read.versions[2].secret?.form == .jwk)
  }

  @Test("a record that was cut off anywhere is refused")
  func cutOff() throws {
    let bytes = try Self.everything().encode().bytes
    for count in 0..<bytes.count {
      let record = try SecretBytes(copying: bytes.prefix(count))
      #expect(throws: CryptoError.malformedEncoding) { try Workspace(record: record, revision: 6) }
    }
  }

  @Test("a record with a byte more, or of another format, is refused")
  func foreign() throws {
    var bytes = try Self.everything().encode().bytes
    let longer = try SecretBytes(copying: bytes + [0])
    #expect(throws: CryptoError.malformedEncoding) { try Workspace(record: longer, revision: 6) }
    bytes[0] = 2
    let later = try SecretBytes(copying: bytes)
    #expect(throws: CryptoError.malformedEncoding) { try Workspace(record: later, revision: 6) }
  }

  @Test("a record with two current versions, none, or a gap in the numbers is refused")
  func inconsistent() throws {
    let twoCurrent = try changed { workspace, secret in
      workspace.versions[0].state = .current(secret)
    }
    let noneCurrent = try changed { workspace, _ in
      workspace.versions[1].state = .revoked(.init(at: Workspace.actTime, by: "x"))
    }
    let gap = try changed { workspace, _ in workspace.versions.removeFirst() }
    for workspace in [twoCurrent, noneCurrent, gap] {
      let record = try SecretBytes(copying: workspace.encode().bytes)
      #expect(throws: CryptoError.malformedEncoding) { try Workspace(record: record, revision: 6) }
    }
  }

  private func changed(
    _ change: (inout Workspace, IdentitySecret) throws -> Void
  ) throws -> Workspace {
    var workspace = try Workspace.rotated()
    try change(&workspace, try ownSecret())
    return workspace
  }
}
