public import SignetCrypto

/// The `kid` of a version: `sk_` and 22 base62 characters, random, safe to publish, never reused.
public struct KeyID: Hashable, Sendable, CustomStringConvertible {
  private static let prefix: StaticString = "sk_"

  public let text: String

  /// `nil` unless `text` has Signet's format. A customer's own `kid` has not.
  public init?(_ text: String) {
    guard Base62.isIdentifier(text, Self.prefix) else { return nil }
    self.text = text
  }

  private init(generated text: String) { self.text = text }

  /// A new id of 130 bits. Throws what `entropy` and the secure heap throw.
  public static func generate(from entropy: some EntropySource) throws(CryptoError) -> KeyID {
    KeyID(generated: try Base62.identifier(prefix, from: entropy))
  }

  public var description: String { text }
}
