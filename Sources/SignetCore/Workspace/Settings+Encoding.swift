import SignetCrypto

extension SecuritySettings {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(enforcement.rawValue)
    writer.write(UInt8(requireExpiry ? 1 : 0))
    writer.write(maxTokenLifetime?.milliseconds)
    writer.write(clockSkew.milliseconds)
    writer.write(defaultGrace.milliseconds)
    writer.write(rotateEvery?.milliseconds)
    writer.write(UInt8(revealRequiresReason ? 1 : 0))
  }

  init(from reader: inout CanonicalReader) throws(CryptoError) {
    self.init()
    guard let enforcement = Enforcement(rawValue: try reader.string()) else {
      throw .malformedEncoding
    }
    self.enforcement = enforcement
    requireExpiry = try reader.bool()
    maxTokenLifetime = try reader.optional { (reader) throws(CryptoError) in
      try reader.duration()
    }
    clockSkew = try reader.duration()
    defaultGrace = try reader.duration()
    rotateEvery = try reader.optional { (reader) throws(CryptoError) in try reader.duration() }
    revealRequiresReason = try reader.bool()
  }
}
