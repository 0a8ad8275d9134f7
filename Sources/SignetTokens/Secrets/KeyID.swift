public import SignetCrypto

/// The `kid` of a version: `sk_` and 22 base62 characters, random, safe to publish, never reused.
public struct KeyID: Hashable, Sendable, CustomStringConvertible {
  private static let prefix = Array("sk_".utf8)
  private static let length = prefix.count + 22

  public let text: String

  /// `nil` unless `text` has Signet's format. A customer's own `kid` has not.
  public init?(_ text: String) {
    guard text.utf8.count == Self.length, text.utf8.starts(with: Self.prefix),
      text.utf8.dropFirst(Self.prefix.count).allSatisfy(Base62.contains)
    else { return nil }
    self.text = text
  }

  private init(generated text: String) {
    self.text = text
  }

  /// A new id of 130 bits. Throws what `entropy` and the secure heap throw.
  public static func generate(from entropy: some EntropySource) throws(CryptoError) -> KeyID {
    var bytes = prefix + [UInt8](repeating: 0, count: length - prefix.count)
    var span = bytes.mutableSpan
    try span.withUnsafeMutableBytes { (target) throws(CryptoError) in
      try Base62.fill(
        UnsafeMutableRawBufferPointer(rebasing: target[prefix.count...]), from: entropy)
    }
    return KeyID(generated: String(decoding: bytes, as: UTF8.self))
  }

  public var description: String { text }
}
