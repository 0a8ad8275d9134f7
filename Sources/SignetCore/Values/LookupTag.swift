/// What stands for an id in the store: a keyed hash, so that the file tells nobody which ids,
/// secrets or key ids it holds, and equal ones are found.
public struct LookupTag: Hashable, Sendable {
  public static let length = 32
  public let bytes: [UInt8]

  /// `bytes` are the 32 of an HMAC-SHA256; a store hands back what it was given.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }
}
