public import SignetCrypto

/// The key that opens the keyring. It comes from outside, and never touches the disk in clear.
public struct MasterKey: Sendable {
  public static let length = 32
  let secret: SecretBytes

  /// Takes 32 raw bytes, or 64 hexadecimal digits with at most one newline behind them. Nil for
  /// anything else. Throws `CryptoError` if the locked memory cannot hold it.
  public init?(_ content: some ByteSource) throws(CryptoError) {
    if content.byteCount == Self.length {
      secret = try SecretBytes(copying: content)
      return
    }
    var digits = content.byteCount
    guard digits == 2 * Self.length || digits == 2 * Self.length + 1 else { return nil }
    if digits == 2 * Self.length + 1 {
      guard content.withBytes({ $0[digits - 1] == UInt8(ascii: "\n") }) else { return nil }
      digits -= 1
    }
    var valid = true
    secret = try SecretBytes(count: Self.length) { (target) throws(CryptoError) in
      content.withBytes { text in
        for place in 0..<Self.length {
          guard let high = Self.digit(text[2 * place]), let low = Self.digit(text[2 * place + 1])
          else {
            valid = false
            return
          }
          target[place] = high << 4 | low
        }
      }
    }
    guard valid else { return nil }
  }

  private static func digit(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The key that seals the keyring: the master key itself encrypts nothing.
  func keyringKey() throws(CryptoError) -> AES256GCM {
    try AES256GCM(
      key: try HKDFSHA256.derive(
        from: secret, purpose: Array("signet keyring v1".utf8), count: AES256GCM.keyLength))
  }
}
