package import SignetCrypto

/// Digits, capitals, small letters: what a double-click selects as one word.
package enum Base62 {
  package static let alphabet = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  package static func contains(_ character: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  /// `prefix` and 22 characters drawn uniformly: 130 bits. Throws as `fill` does.
  package static func identifier(
    _ prefix: StaticString, from entropy: some EntropySource
  ) throws(CryptoError) -> String {
    let head = Array(prefix.description.utf8)
    var bytes = head + [UInt8](repeating: 0, count: identifierLength)
    var span = bytes.mutableSpan
    try span.withUnsafeMutableBytes { (target) throws(CryptoError) in
      try fill(UnsafeMutableRawBufferPointer(rebasing: target[head.count...]), from: entropy)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether `text` has the format of those.
  package static func isIdentifier(_ text: String, _ prefix: StaticString) -> Bool {
    let head = prefix.description.utf8
    return text.utf8.count == head.count + identifierLength && text.utf8.starts(with: head)
      && text.utf8.dropFirst(head.count).allSatisfy(contains)
  }

  package static let identifierLength = 22

  /// Fills `target` with characters drawn uniformly.
  ///
  /// A byte of 248 or more is thrown away: 256 is no multiple of 62, and taking the remainder of
  /// every byte would favour the first eight characters. Throws what `entropy` throws, and
  /// `CryptoError.entropyUnavailable` if it gives nothing that can be used.
  static func fill(
    _ target: UnsafeMutableRawBufferPointer, from entropy: some EntropySource
  ) throws(CryptoError) {
    var filled = 0
    // A draw of 64 bytes gives 62 characters on average; a source that gives none is broken.
    for _ in 0..<64 {
      let draw = try SecretBytes(random: 64, from: entropy)
      draw.withBytes { draw in
        for byte in draw where byte < 248 && filled < target.count {
          target[filled] = alphabet[Int(byte % 62)]
          filled += 1
        }
      }
      if filled == target.count { return }
    }
    throw .entropyUnavailable
  }

  /// Writes `value` with the most significant digit first, padded with noughts.
  static func write(_ value: UInt32, to target: UnsafeMutableRawBufferPointer) {
    var rest = Int(value)
    for place in target.indices.reversed() {
      target[place] = alphabet[rest % 62]
      rest /= 62
    }
  }
}
