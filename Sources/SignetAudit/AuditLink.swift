public import SignetCrypto

/// What ties an entry to all before it: `link(n) = SHA-256(link(n−1) ‖ entry(n))`.
///
/// Whoever knows one link knows whether the log up to it is still the one that made it. Links give
/// nothing of the entries away, for each entry holds 16 random bytes.
public struct AuditLink: Equatable, Hashable, Sendable {
  public static let length = 32

  public let bytes: [UInt8]

  /// Throws `CryptoError.invalidLength` unless `bytes` are 32.
  public init(_ bytes: [UInt8]) throws(CryptoError) {
    guard bytes.count == Self.length else {
      throw .invalidLength(of: "link", expected: Self.length, actual: bytes.count)
    }
    self.bytes = bytes
  }

  /// The link before the first entry of a database, different for each epoch.
  public static func genesis(epoch: [UInt8]) throws(CryptoError) -> AuditLink {
    var writer = CanonicalWriter(domain: "signet audit genesis v1")
    writer.write(epoch)
    return try AuditLink(SHA256.hash(writer.bytes))
  }

  /// The link of the entry after this one's. This link has a fixed length, so the two parts of what
  /// is hashed cannot run into each other.
  public func next(_ encodedEntry: some ByteSource) throws(CryptoError) -> AuditLink {
    var message = bytes
    encodedEntry.withBytes { message.append(contentsOf: $0) }
    return try AuditLink(SHA256.hash(message))
  }
}

extension AuditLink: CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}

/// A place in the log and the link there: all that is needed to walk on from it, or to prove that a
/// log still holds what it held then.
public struct AuditHead: Equatable, Hashable, Sendable {
  /// The sequence of the entry; 0 before the first.
  public var sequence: UInt64
  public var link: AuditLink

  public init(sequence: UInt64, link: AuditLink) {
    self.sequence = sequence
    self.link = link
  }

  /// Where the log of `epoch` starts. Throws `CryptoError.library` if libcrypto has no SHA-256.
  public static func start(epoch: [UInt8]) throws(CryptoError) -> AuditHead {
    AuditHead(sequence: 0, link: try .genesis(epoch: epoch))
  }
}
