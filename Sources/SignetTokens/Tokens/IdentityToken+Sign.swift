public import SignetCrypto
import SignetJSON

/// A token that was signed here.
public struct SignedIdentityToken: Sendable {
  /// The three segments, as ASCII.
  public let text: [UInt8]
  /// What its `exp` says, in milliseconds since 1970.
  public let expiresAt: Int64
}

extension IdentityToken {
  /// A token with the members of `claims`, the text of a JSON object, in their own order and with
  /// their own numbers; `iat` and `exp` are added, in whole seconds, where the claims have none.
  ///
  /// `issuedAt` and `expiresAt` are milliseconds since 1970. Throws `.claims` with what `verify`
  /// would say of claims that identify nobody, whatever the time, or that make too long a token.
  /// Times that have passed are signed: that is how a refusal is tried out.
  public static func sign(
    claims: some ByteSource, issuedAt: Int64, expiresAt: Int64, key: AcceptedKey, includeKid: Bool
  ) throws(TokenSigningError) -> SignedIdentityToken {
    let (payload, expiresAt) = try payload(claims, issuedAt: issuedAt, expiresAt: expiresAt)
    var header = [
      JSONMember(name: "alg", value: .string("HS256")),
      JSONMember(name: "typ", value: .string("JWT")),
    ]
    if includeKid { header.append(JSONMember(name: "kid", value: .string(key.kid.text))) }
    var token = Base64URL.encode(JSONValue.object(JSONObject(distinct: header)).text)
    token.append(UInt8(ascii: "."))
    token.append(contentsOf: Base64URL.encode(payload))
    do throws(CryptoError) {
      let signature = try key.mac.tag(of: token)
      token.append(UInt8(ascii: "."))
      token.append(contentsOf: Base64URL.encode(signature))
    } catch {
      throw .crypto(error)
    }
    guard token.count <= maximumLength else { throw .claims(TokenSegments.tooLong) }
    return SignedIdentityToken(text: token, expiresAt: expiresAt)
  }

  private static func payload(
    _ claims: some ByteSource, issuedAt: Int64, expiresAt: Int64
  ) throws(TokenSigningError) -> (text: [UInt8], expiresAt: Int64) {
    do throws(Rejection) {
      let claims = try TokenClaims(claims)
      _ = try claims.subject()
      var members = claims.object.members
      if claims.issuedAt == nil {
        members.append(JSONMember(name: "iat", value: .number(JSONNumber(issuedAt / 1000))))
      }
      if claims.expiresAt == nil {
        members.append(JSONMember(name: "exp", value: .number(JSONNumber(expiresAt / 1000))))
      }
      let payload = JSONValue.object(JSONObject(distinct: members)).text
      // What was added must be a time as well: one before 1970 is none.
      let signed = try TokenClaims(payload)
      return (payload, signed.expiresAt ?? expiresAt)
    } catch {
      throw .claims(error)
    }
  }
}
