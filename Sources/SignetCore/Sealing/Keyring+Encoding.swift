public import SignetCrypto

extension Keyring {
  private static let format: UInt8 = 1

  /// The keyring's row, sealed under `master`.
  public func sealed(
    under master: MasterKey, entropy: some EntropySource
  ) throws(CryptoError) -> [UInt8] {
    var writer = CanonicalWriter(capacity: 512 + generations.count * 64 + epochs.count * 32)
    defer { writer.wipe() }
    writer.write(Self.format)
    writer.write(UInt32(generations.count))
    for generation in generations {
      writer.write(generation.number)
      writer.write(generation.key)
    }
    writer.write(UInt32(epochs.count))
    for epoch in epochs { writer.write(epoch.bytes) }
    writer.write(indexKey)
    writer.write(auditKey)
    writer.write(signingSeed)
    return try master.keyringKey().seal(
      writer.bytes, binding: Binding.keyring(), entropy: entropy)
  }

  /// Throws `CryptoError.authenticationFailed` if `master` is not the key it was sealed under, or
  /// the row was changed: the two cannot be told apart.
  public convenience init(opening row: [UInt8], under master: MasterKey) throws(CryptoError) {
    let content = try master.keyringKey().open(row, binding: Binding.keyring())
    let parts = try content.withBytes { (bytes) throws(CryptoError) in
      var reader = CanonicalReader(bytes)
      return try Parts(from: &reader)
    }
    try self.init(
      generations: parts.generations, epochs: parts.epochs, indexKey: parts.indexKey,
      auditKey: parts.auditKey, signingSeed: parts.signingSeed)
  }

  private struct Parts {
    let generations: [Generation]
    let epochs: [Epoch]
    let indexKey: SecretBytes
    let auditKey: SecretBytes
    let signingSeed: SecretBytes

    init(from reader: inout CanonicalReader) throws(CryptoError) {
      guard try reader.uint8() == format else { throw .malformedEncoding }
      generations = try reader.list { (reader) throws(CryptoError) in
        Generation(number: try reader.uint32(), key: try SecretBytes(copying: try reader.bytes()))
      }
      epochs = try reader.list { (reader) throws(CryptoError) in
        guard let epoch = Epoch(try reader.bytes()) else { throw .malformedEncoding }
        return epoch
      }
      indexKey = try SecretBytes(copying: try reader.bytes())
      auditKey = try SecretBytes(copying: try reader.bytes())
      signingSeed = try SecretBytes(copying: try reader.bytes())
      try reader.finish()
    }
  }
}
