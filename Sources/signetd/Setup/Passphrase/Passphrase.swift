import SignetCrypto

/// What a recovery copy is sealed under: bytes as they were typed, in locked memory.
struct Passphrase {
  /// Characters that a new one must have. No rules about which: length is what makes guessing dear.
  static let shortest = 12
  /// Bytes that it may have.
  static let longest = 1024

  let secret: SecretBytes

  /// `isNew`: for a copy that is made now. What opens an older copy only has to be something.
  init(_ secret: SecretBytes, isNew: Bool) throws(PassphraseFault) {
    guard secret.count <= Self.longest else { throw .tooLong }
    // A key that moves the cursor or a line end of another system would not be seen, nor found later.
    let (characters, hasControls) = secret.withBytes { bytes in
      // Every byte of UTF-8 but those that go on with a character.
      (bytes.count { $0 & 0xC0 != 0x80 }, bytes.contains { $0 < 0x20 || $0 == 0x7F })
    }
    guard !hasControls else { throw .controlCharacter }
    guard characters >= (isNew ? Self.shortest : 1) else { throw .tooShort(characters: characters) }
    self.secret = secret
  }
}
