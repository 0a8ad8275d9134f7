public import SignetCrypto
import SignetTokens

/// What a verifier names its lease by: `ls_` and 22 base62 characters, drawn at random, so that nobody
/// can guess another's.
public struct LeaseID: Hashable, Sendable, CustomStringConvertible {
  private static let prefix: StaticString = "ls_"

  public let text: String

  /// Nil unless `text` has the format.
  public init?(_ text: String) {
    guard Base62.isIdentifier(text, Self.prefix) else { return nil }
    self.text = text
  }

  private init(generated text: String) { self.text = text }

  /// A new id of 130 bits. Throws what `entropy` and the secure heap throw.
  public static func generate(from entropy: some EntropySource) throws(CryptoError) -> LeaseID {
    LeaseID(generated: try Base62.identifier(prefix, from: entropy))
  }

  /// One to name what is known by its row only. It opens nothing.
  init(standingFor row: LookupTag) {
    let digits = row.bytes.prefix(Base62.identifierLength).map {
      Base62.alphabet[Int($0) % Base62.alphabet.count]
    }
    text = Self.prefix.description + String(decoding: digits, as: UTF8.self)
  }

  public var description: String { text }
}
