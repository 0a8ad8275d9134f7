import SignetCrypto

/// What stands before sealed bytes in a row: in which epoch of the database they were sealed. A
/// new epoch thus leaves old rows as they are.
enum SealedHeader {
  static let length = 5
  private static let format: UInt8 = 1

  static func bytes(epochIndex: Int) -> [UInt8] {
    var writer = CanonicalWriter(capacity: length)
    writer.write(format)
    writer.write(UInt32(epochIndex))
    return writer.bytes
  }

  /// Takes sealed bytes apart. Throws `CryptoError.authenticationFailed` for an unknown header: it
  /// is not authenticated by itself, but the epoch it names is bound.
  static func split(
    _ sealed: [UInt8], epochs: [Epoch]
  ) throws(CryptoError) -> (epoch: Epoch, body: ArraySlice<UInt8>) {
    guard sealed.count > length, sealed[0] == format else { throw .authenticationFailed }
    let index = sealed[1..<length].reduce(0) { $0 << 8 | Int($1) }
    guard index < epochs.count else { throw .authenticationFailed }
    return (epochs[index], sealed[length...])
  }
}

extension Keyring {
  /// Seals in the present epoch.
  func seal(
    _ content: some ByteSource, under cipher: AES256GCM, entropy: some EntropySource,
    binding: (Epoch) -> [UInt8]
  ) throws(CryptoError) -> [UInt8] {
    SealedHeader.bytes(epochIndex: epochs.count - 1)
      + (try cipher.seal(content, binding: binding(epoch), entropy: entropy))
  }

  func open(
    _ sealed: [UInt8], under cipher: AES256GCM, binding: (Epoch) -> [UInt8]
  ) throws(CryptoError) -> SecretBytes {
    let (epoch, body) = try SealedHeader.split(sealed, epochs: epochs)
    return try cipher.open(body, binding: binding(epoch))
  }
}
