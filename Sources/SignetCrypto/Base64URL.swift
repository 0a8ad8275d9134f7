/// base64url without padding, strictly. Source: RFC 4648 §5 and §3.5, RFC 7515 §2.
public enum Base64URL {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// Value of each ASCII character, 0xFF where it is not of the alphabet.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  /// The characters that stand for `bytes`, as ASCII. Not in constant time.
  public static func encode(_ bytes: some ByteSource) -> [UInt8] {
    bytes.withBytes { bytes in
      var text: [UInt8] = []
      text.reserveCapacity((bytes.count * 4 + 2) / 3)
      var index = 0
      while index < bytes.count {
        let rest = bytes.count - index
        let first = UInt32(bytes[index]) << 16
        let second = rest > 1 ? UInt32(bytes[index + 1]) << 8 : 0
        let third = rest > 2 ? UInt32(bytes[index + 2]) : 0
        let group = first | second | third
        for place in 0...min(rest, 3) {
          text.append(alphabet[Int(group >> (18 - 6 * UInt32(place)) & 63)])
        }
        index += 3
      }
      return text
    }
  }

  /// The bytes that `text` stands for.
  ///
  /// Throws `CryptoError.invalidBase64URL` on padding, white space, any character outside the
  /// alphabet, a length that no byte string has, and unused bits that are not zero: for each byte
  /// string there is exactly one text.
  public static func decode(_ text: some ByteSource) throws(CryptoError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: try decodedCount(text.byteCount))
    var span = bytes.mutableSpan
    try span.withUnsafeMutableBytes { (target) throws(CryptoError) in
      try decode(text, into: target)
    }
    return bytes
  }

  /// How many bytes a text of `count` characters stands for.
  public static func decodedCount(_ count: Int) throws(CryptoError) -> Int {
    guard count % 4 != 1 else { throw .invalidBase64URL }
    return count / 4 * 3 + max(count % 4 - 1, 0)
  }

  /// Writes the bytes that `text` stands for into `target`, which has exactly their number.
  public static func decode(
    _ text: some ByteSource, into target: UnsafeMutableRawBufferPointer
  ) throws(CryptoError) {
    let expected = try decodedCount(text.byteCount)
    guard target.count == expected else {
      throw .invalidLength(of: "decoded text", expected: expected, actual: target.count)
    }
    let canonical = text.withBytes { text in
      values.withUnsafeBufferPointer { values in
        var bits: UInt32 = 0
        var pending = 0
        var seen: UInt8 = 0
        var index = 0
        for character in text {
          let value = values[Int(character)]
          seen |= value
          bits = bits << 6 | UInt32(value & 63)
          pending += 6
          if pending >= 8 {
            pending -= 8
            target[index] = UInt8(truncatingIfNeeded: bits >> UInt32(pending))
            index += 1
          }
        }
        return seen < 64 && bits & (1 << UInt32(pending) - 1) == 0
      }
    }
    guard canonical else { throw .invalidBase64URL }
  }
}
