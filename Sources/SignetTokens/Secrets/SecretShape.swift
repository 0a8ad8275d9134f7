public import SignetCrypto

/// What a text says about itself, without a look-up: a secret that Signet made, one that was
/// mistyped, or something else.
public enum SecretShape: Sendable {
  /// `isk_`, 43 base62 characters and their right checksum. It may be unknown for all that.
  case generated
  /// 53 characters that are a generated secret but for what does not fit the checksum.
  case mistyped
  case foreign

  static let prefix = Array("isk_".utf8)
  static let randomLength = 43
  static let checksumLength = 6
  /// Length in bytes of a generated secret.
  static let length = prefix.count + randomLength + checksumLength

  public static func of(_ text: some ByteSource) -> SecretShape {
    text.withBytes { text in
      guard text.count == length else { return .foreign }
      let hasPrefix = text.prefix(prefix.count).elementsEqual(prefix)
      if hasPrefix && text.dropFirst(prefix.count).allSatisfy(Base62.contains)
        && checksumHolds(text)
      {
        return .generated
      }
      // With a mistyped prefix the rest still fits: one of four thousand million others would.
      return hasPrefix || checksumHolds(text) ? .mistyped : .foreign
    }
  }

  /// Whether the last six characters are the checksum of the right prefix and the 43 characters.
  private static func checksumHolds(_ text: UnsafeRawBufferPointer) -> Bool {
    var expected: (UInt32, UInt32) = (0, 0)
    return withUnsafeMutableBytes(of: &expected) { expected in
      let expected = UnsafeMutableRawBufferPointer(rebasing: expected[..<checksumLength])
      let random = UnsafeRawBufferPointer(rebasing: text[prefix.count..<length - checksumLength])
      Base62.write(CRC32.checksum(prefix: prefix, random), to: expected)
      return expected.elementsEqual(text.suffix(checksumLength))
    }
  }
}
