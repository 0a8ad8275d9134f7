import SignetCrypto
import SignetTokens

extension OperationScope {
  /// A secret that was given instead of a generated one.
  func mint(
    own secret: IdentitySecret?, for id: WorkspaceID, version: UInt32
  ) throws -> Workspace.Minted {
    let kid = try reserveKeyID(for: id, version: version)
    introduced = version
    if let secret {
      try reserve(secret, for: id, version: version)
      return Workspace.Minted(
        kid: kid, secret: secret, origin: secret.form == .jwk ? .jwk : .string)
    }
    let generated = try IdentitySecret.generate(from: entropy)
    do {
      try reserve(generated, for: id, version: version)
    } catch SignetError.secretReused {
      // Of 2²⁵⁶ this one again: the source of chance is stuck.
      throw CryptoError.entropyUnavailable
    }
    return Workspace.Minted(kid: kid, secret: generated, origin: .generated)
  }

  /// Keeps a tag of the secret for ever. Throws `.secretReused` if this workspace had it before.
  private func reserve(_ secret: IdentitySecret, for id: WorkspaceID, version: UInt32) throws {
    let tag = try keyring.tag(.secret, secret.key)
    let owner = try keyring.tag(of: id)
    if let row = try transaction.reservation(tag, owner: owner) {
      throw SignetError.secretReused(version: try keyring.open(row).version)
    }
    try put(Reservation(workspace: id, version: version), tag: tag, owner: owner)
  }

  /// A key id that no version ever had. Throws `CryptoError.entropyUnavailable` if the source of
  /// chance gives nothing but ids that were there.
  private func reserveKeyID(for id: WorkspaceID, version: UInt32) throws -> KeyID {
    let owner = try keyring.tag(of: id)
    for _ in 0..<8 {
      let kid = try KeyID.generate(from: entropy)
      let tag = try keyring.tag(.kid, Array(kid.text.utf8))
      guard try transaction.reservations(tag, limit: 1).isEmpty else { continue }
      try put(Reservation(workspace: id, version: version), tag: tag, owner: owner)
      return kid
    }
    throw CryptoError.entropyUnavailable
  }

  private func put(_ reservation: Reservation, tag: LookupTag, owner: LookupTag) throws {
    let row = try keyring.seal(
      reservation, tag: tag, owner: owner, revision: commit.ledger.revision + 1, entropy: entropy)
    try transaction.put(reservation: row)
    commit.rowChanged(at: .init(row), from: nil, to: try keyring.element(of: row))
  }
}
