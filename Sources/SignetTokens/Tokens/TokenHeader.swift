import SignetJSON

/// A token's header that has been found good: HS256, a JWT, nothing critical. Source: RFC 7515 §4.
struct TokenHeader {
  private let kid: JSONValue?

  /// Throws `header_invalid`, `algorithm_not_allowed` and `critical_header`.
  init(_ bytes: [UInt8]) throws(Rejection) {
    let members = try Self.members(bytes)
    guard case .string(let algorithm)? = members["alg"], algorithm.isIdentical(to: "HS256") else {
      throw Rejection(
        reason: .algorithmNotAllowed,
        detail: "the header's alg is not HS256: sign with HS256, the only algorithm accepted")
    }
    try Self.checkType(members["typ"])
    guard members["crit"] == nil else {
      throw Rejection(
        reason: .criticalHeader,
        detail: "the header has a crit member, and no extension is understood: sign without it")
    }
    kid = members["kid"]
  }

  /// The `kid`, if it has Signet's format; any other is the customer's own and means nothing here.
  /// Throws `header_invalid` if it is no string.
  func keyID() throws(Rejection) -> KeyID? {
    switch kid {
    case nil: return nil
    case .string(let text): return KeyID(text)
    default:
      throw Rejection(
        reason: .headerInvalid,
        detail: "the header's kid is not a string: leave it out or make it one")
    }
  }

  private static func members(_ bytes: [UInt8]) throws(Rejection) -> JSONObject {
    do throws(StrictJSONError) {
      if case .object(let object) = try StrictJSON.parse(bytes) { return object }
    } catch {
      throw Rejection(
        reason: .headerInvalid, detail: "the token's header is not JSON: \(error.detail)")
    }
    throw Rejection(reason: .headerInvalid, detail: "the token's header is not a JSON object")
  }

  private static func checkType(_ type: JSONValue?) throws(Rejection) {
    switch type {
    case nil: return
    case .string(let type) where type.utf8.map({ $0 & 0xDF }).elementsEqual("JWT".utf8): return
    default:
      throw Rejection(
        reason: .headerInvalid, detail: "the header's typ is something else than JWT: leave it out")
    }
  }
}
