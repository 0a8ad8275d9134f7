public import SignetCrypto
import SignetTokens

/// What a verifier names its lease by: `ls_` and 22 base62 characters, drawn at random, so that nobody
/// can guess another's.
public struct LeaseID: Hashable, Sendable, CustomStringConvertible {
  private static let prefix = Array("ls_".utf8)
  private static let length = prefix.count + 22

  public let text: String

  /// Nil unless `text` has the format.
  public init?(_ text: String) {
    guard text.utf8.count == Self.length, text.utf8.starts(with: Self.prefix),
      text.utf8.dropFirst(Self.prefix.count).allSatisfy(Base62.contains)
    else { return nil }
    self.text = text
  }

  private init(generated text: String) { self.text = text }

  /// A new id of 130 bits. Throws what `entropy` and the secure heap throw.
  public static func generate(from entropy: some EntropySource) throws(CryptoError) -> LeaseID {
    var bytes = prefix + [UInt8](repeating: 0, count: length - prefix.count)
    var span = bytes.mutableSpan
    try span.withUnsafeMutableBytes { (target) throws(CryptoError) in
      try Base62.fill(
        UnsafeMutableRawBufferPointer(rebasing: target[prefix.count...]), from: entropy)
    }
    return LeaseID(generated: String(decoding: bytes, as: UTF8.self))
  }

  /// One to name what is known by its row only. It opens nothing.
  init(standingFor row: LookupTag) {
    let digits = row.bytes.prefix(22).map { Base62.alphabet[Int($0) % Base62.alphabet.count] }
    text = String(decoding: Self.prefix + digits, as: UTF8.self)
  }

  public var description: String { text }
}
