import SignetCrypto
import Synchronization

/// The keys of a database, opened: sealing generations, and the index, audit and signing keys,
/// which last as long as the database does.
///
/// It is kept in one row, sealed under a key of the master key's, and is the only one that opens
/// rows: what it hands out was authentic and in its place.
public final class Keyring: Sendable {
  /// The key that seals rows from one key rotation to the next.
  struct Generation: Sendable {
    let number: UInt32
    let key: SecretBytes
  }

  /// In the order of their numbers; new rows use the last.
  let generations: [Generation]
  /// The lives of the database; the last is the present one.
  let epochs: [Epoch]
  let indexKey: SecretBytes
  let auditKey: SecretBytes
  /// The seed of the Ed25519 key that signs checkpoints.
  let signingSeed: SecretBytes

  private let ciphers: [UInt32: AES256GCM]
  private let index: HMACSHA256
  let rowSet: HMACSHA256
  private let derived = Mutex<[Derivation: AES256GCM]>([:])

  init(
    generations: [Generation], epochs: [Epoch], indexKey: SecretBytes, auditKey: SecretBytes,
    signingSeed: SecretBytes
  ) throws(CryptoError) {
    guard !generations.isEmpty, !epochs.isEmpty else { throw .malformedEncoding }
    self.generations = generations
    self.epochs = epochs
    self.indexKey = indexKey
    self.auditKey = auditKey
    self.signingSeed = signingSeed
    var ciphers: [UInt32: AES256GCM] = [:]
    for generation in generations {
      ciphers[generation.number] = try AES256GCM(key: generation.key)
    }
    self.ciphers = ciphers
    index = try HMACSHA256(key: indexKey)
    rowSet = try HMACSHA256(
      key: try HKDFSHA256.derive(
        from: indexKey, purpose: Array("signet row set v1".utf8), count: 32))
  }

  /// The keys of a new database.
  static func generate(from entropy: some EntropySource) throws(CryptoError) -> Keyring {
    func key() throws(CryptoError) -> SecretBytes { try SecretBytes(random: 32, from: entropy) }
    return try Keyring(
      generations: [Generation(number: 1, key: try key())],
      epochs: [try Epoch.random(from: entropy)], indexKey: try key(), auditKey: try key(),
      signingSeed: try key())
  }

  public var epoch: Epoch { epochs[epochs.count - 1] }
  var generation: UInt32 { generations[generations.count - 1].number }

  // MARK: Tags

  /// What a tag stands for; part of it, so that a secret never has a workspace's tag.
  enum Kind: String {
    case workspace, secret, kid, lease
  }

  func tag(_ kind: Kind, _ id: some ByteSource) throws(CryptoError) -> LookupTag {
    var writer = CanonicalWriter(capacity: 64 + id.byteCount)
    writer.write("signet tag v1")
    writer.write(kind.rawValue)
    writer.write(id)
    defer { writer.wipe() }
    return LookupTag(try index.tag(of: writer.bytes))
  }

  func tag(of id: WorkspaceID) throws(CryptoError) -> LookupTag {
    try tag(.workspace, Array(id.text.utf8))
  }

  // MARK: Keys for a purpose

  func cipher(generation: UInt32) throws(CryptoError) -> AES256GCM {
    guard let cipher = ciphers[generation] else { throw .authenticationFailed }
    return cipher
  }

  /// A key that seals a bounded number of messages: 2²⁴ writings of the ledger, or a segment of the
  /// audit log.
  private struct Derivation: Hashable {
    let purpose: String
    let generation: UInt32
    let number: UInt64
  }

  func ledgerCipher(generation: UInt32, writes: UInt64) throws(CryptoError) -> AES256GCM {
    guard let source = generations.first(where: { $0.number == generation }) else {
      throw .authenticationFailed
    }
    return try derive(
      Derivation(purpose: "signet ledger v1", generation: generation, number: writes >> 24),
      from: source.key)
  }

  func auditCipher(sequence: UInt64) throws(CryptoError) -> AES256GCM {
    try derive(
      Derivation(
        purpose: "signet audit segment v1", generation: 0,
        number: AuditSegment.number(of: sequence)),
      from: auditKey)
  }

  private func derive(
    _ derivation: Derivation, from source: SecretBytes
  ) throws(CryptoError) -> AES256GCM {
    if let cipher = derived.withLock({ $0[derivation] }) { return cipher }
    var purpose = CanonicalWriter(domain: derivation.purpose)
    purpose.write(derivation.number)
    let cipher = try AES256GCM(
      key: try HKDFSHA256.derive(
        from: source, purpose: purpose.bytes, count: AES256GCM.keyLength))
    derived.withLock { cache in
      // A walk through an old log meets many segments once each: they need not stay.
      if cache.count >= 64 { cache.removeAll() }
      cache[derivation] = cipher
    }
    return cipher
  }
}

/// The stretch of the audit log that one key seals, and that retention removes as a whole.
enum AuditSegment {
  static let entries: UInt64 = 1 << 16

  static func number(of sequence: UInt64) -> UInt64 { (sequence - 1) / entries }
}
