public import SignetCrypto
import SignetJSON

/// A workspace's Identity Secret: the HMAC key and the form it is shown in.
public struct IdentitySecret: Sendable {
  public enum Form: UInt8, Sendable {
    /// A string, whose UTF-8 bytes are the key; never a base64 decoding of it.
    case text = 1
    /// A JWK of `kty` `oct`, whose decoded `k` is the key.
    case jwk = 2
  }

  /// Fewest bytes of a key. Source: RFC 7518 §3.2.
  public static let minimumLength = 32
  /// Most bytes of a key.
  public static let maximumLength = 1024

  public let form: Form
  /// For `.text` the UTF-8 bytes of the string itself.
  public let key: SecretBytes

  /// A string chosen by the customer: 32 to 1024 bytes of valid UTF-8 without outer white space or
  /// control characters. One in the shape of a generated secret must have its checksum.
  ///
  /// The caller wipes `text`.
  public init(text: some ByteSource) throws(SecretFormatError) {
    try text.withBytes { (text) throws(SecretFormatError) in
      guard UTF8Scalars.firstInvalidOffset(in: text) == nil else { throw .notUTF8 }
      try Self.checkLength(text.count)
      try Self.checkCharacters(text)
      if case .mistyped = SecretShape.of(text) { throw .mistyped }
    }
    try self.init(form: .text, copying: text)
  }

  /// The decoded `k` of a JWK: 32 to 1024 bytes of any kind. The caller wipes `k`.
  public init(jwkKey k: some ByteSource) throws(SecretFormatError) {
    try Self.checkLength(k.byteCount)
    try self.init(form: .jwk, copying: k)
  }

  /// From storage, unchecked.
  public init(form: Form, stored key: SecretBytes) {
    self.form = form
    self.key = key
  }

  /// A new secret: `isk_`, 43 base62 characters drawn uniformly (256 bits), and 6 of CRC-32 over
  /// what precedes. Throws what `entropy` and the secure heap throw.
  public static func generate(from entropy: some EntropySource) throws(CryptoError)
    -> IdentitySecret
  {
    let key = try SecretBytes(count: SecretShape.length) { (target) throws(CryptoError) in
      target.copyBytes(from: SecretShape.prefix)
      let checksum = SecretShape.length - SecretShape.checksumLength
      try Base62.fill(
        UnsafeMutableRawBufferPointer(rebasing: target[SecretShape.prefix.count..<checksum]),
        from: entropy)
      Base62.write(
        CRC32.checksum(UnsafeRawBufferPointer(rebasing: target[..<checksum])),
        to: UnsafeMutableRawBufferPointer(rebasing: target[checksum...]))
    }
    return IdentitySecret(form: .text, stored: key)
  }

  private init(form: Form, copying bytes: some ByteSource) throws(SecretFormatError) {
    do throws(CryptoError) {
      self.init(form: form, stored: try SecretBytes(copying: bytes))
    } catch {
      throw .heap(error)
    }
  }

  private static func checkLength(_ bytes: Int) throws(SecretFormatError) {
    guard bytes >= minimumLength else { throw .tooShort(bytes: bytes) }
    guard bytes <= maximumLength else { throw .tooLong(bytes: bytes) }
  }

  /// `text` is valid UTF-8. White space at an end comes first: a line break there is that.
  private static func checkCharacters(_ text: UnsafeRawBufferPointer) throws(SecretFormatError) {
    var scalars = UTF8Scalars(text)
    var isFirst = true
    var endsInWhiteSpace = false
    var holdsControl = false
    while case .scalar(let scalar) = scalars.next() {
      endsInWhiteSpace = scalar.properties.isWhitespace || scalar == "\u{FEFF}"
      if isFirst && endsInWhiteSpace { throw .outerWhiteSpace }
      if scalar.properties.generalCategory == .control { holdsControl = true }
      isFirst = false
    }
    if endsInWhiteSpace { throw .outerWhiteSpace }
    if holdsControl { throw .controlCharacter }
  }
}
