public import SignetCrypto

/// The random id of a life of the database: a new one after an accepted restore. (epoch, revision)
/// orders everything that ever happened.
public struct Epoch: Hashable, Sendable, CustomStringConvertible {
  public static let length = 16
  public let bytes: [UInt8]

  /// Nil unless `bytes` are 16.
  public init?(_ bytes: some ByteSource) {
    guard bytes.byteCount == Self.length else { return nil }
    self.bytes = bytes.withBytes { Array($0) }
  }

  public static func random(from entropy: some EntropySource) throws(CryptoError) -> Epoch {
    guard let epoch = Epoch(try entropy.bytes(length)) else { throw .entropyUnavailable }
    return epoch
  }

  /// 22 characters of base64url.
  public var description: String { String(decoding: Base64URL.encode(bytes), as: UTF8.self) }
}
