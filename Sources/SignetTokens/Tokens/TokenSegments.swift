import SignetCrypto

/// The three parts of a token in compact form, decoded, and what its signature is over.
/// Source: RFC 7515 §7.1.
struct TokenSegments {
  let header: [UInt8]
  let payload: [UInt8]
  let signature: [UInt8]
  /// The first two segments with the point between, in the memory of the token.
  let signed: UnsafeRawBufferPointer

  /// Throws `too_long` and `malformed`.
  init(of token: UnsafeRawBufferPointer) throws(Rejection) {
    guard token.count <= IdentityToken.maximumLength else { throw Self.tooLong }
    let point = UInt8(ascii: ".")
    guard let first = token.firstIndex(of: point),
      let second = token[(first + 1)...].firstIndex(of: point),
      !token[(second + 1)...].contains(point)
    else {
      throw Rejection(
        reason: .malformed,
        detail: "the token does not have three segments with a point between: "
          + "pass on exactly what the library's sign function returns")
    }
    header = try Self.decode(token[..<first], "header")
    payload = try Self.decode(token[(first + 1)..<second], "payload")
    signature = try Self.decode(token[(second + 1)...], "signature")
    signed = UnsafeRawBufferPointer(rebasing: token[..<second])
  }

  static var tooLong: Rejection {
    Rejection(
      reason: .tooLong,
      detail: "the token is longer than \(IdentityToken.maximumLength) bytes: "
        + "put fewer custom properties in it")
  }

  private static func decode(
    _ segment: Slice<UnsafeRawBufferPointer>, _ name: String
  ) throws(Rejection) -> [UInt8] {
    do throws(CryptoError) {
      return try Base64URL.decode(UnsafeRawBufferPointer(rebasing: segment))
    } catch {
      throw Rejection(
        reason: .malformed,
        detail: "the token's \(name) is not base64url without padding: pass on the token as it is, "
          + "without \"Bearer \", quotation marks or white space")
    }
  }
}
