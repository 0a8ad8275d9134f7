import SignetCrypto

/// The master key sealed under a passphrase: a short text that can be printed, pasted and kept
/// apart from the machine. `Docs/RecoveryCopy.md` has the format.
struct RecoveryCopy: Equatable {
  /// Bytes of the master key.
  static let keyLength = 32
  static let saltLength = 16
  static let sealedLength = keyLength + AES256GCM.overhead

  let header: Header
  /// Nonce ‖ ciphertext ‖ tag.
  let sealed: [UInt8]

  /// What the text says in the clear. All of it is bound to the sealed key.
  struct Header: Equatable {
    static let version = "1"

    /// When it was made, RFC 3339: for people only.
    let made: String
    let cost: ScryptCost
    let salt: [UInt8]
  }

  /// Seals `master`, a key of 32 bytes, with a salt and a nonce from `entropy`.
  static func seal(
    _ master: SecretBytes, under passphrase: Passphrase, made: String, entropy: some EntropySource
  ) throws(CryptoError) -> RecoveryCopy {
    let header = Header(
      made: made, cost: .recommended, salt: try entropy.bytes(saltLength))
    let key = try header.key(from: passphrase)
    let sealed = try key.seal(
      master, binding: RecoveryCopyText.associatedData(of: header), entropy: entropy)
    return RecoveryCopy(header: header, sealed: sealed)
  }

  /// Throws `RecoveryCopyFault.wrongPassphrase` where the passphrase does not open it: the text is
  /// whole by then, for its checksum was right.
  func open(with passphrase: Passphrase) throws(RecoveryCopyFault) -> SecretBytes {
    do throws(CryptoError) {
      return try header.key(from: passphrase).open(
        sealed, binding: RecoveryCopyText.associatedData(of: header))
    } catch .authenticationFailed {
      throw .wrongPassphrase
    } catch {
      throw .crypto(error)
    }
  }
}

extension RecoveryCopy.Header {
  /// The salt is random and of this copy only, so is the key: it seals one message.
  fileprivate func key(from passphrase: Passphrase) throws(CryptoError) -> AES256GCM {
    try AES256GCM(
      key: try Scrypt.derive(
        from: passphrase.secret, salt: salt, cost: cost, count: AES256GCM.keyLength))
  }
}
