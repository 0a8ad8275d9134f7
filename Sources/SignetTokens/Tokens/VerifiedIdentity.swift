import SignetJSON

/// Who a token identifies. Only `IdentityToken.verify` makes one.
public struct VerifiedIdentity: Sendable, Equatable {
  /// Not empty, without NUL.
  public let userId: String
  public let email: String?
  public let name: String?
  /// All claims but `userId`, `email`, `name`, `exp`, `nbf` and `iat`: the text of a JSON object in
  /// the token's own order with the token's own numbers, `{}` if there are none.
  public let properties: [UInt8]
  /// The accepted version that the token is signed with.
  public let version: UInt32
  public let state: AcceptedState
  public let kid: KeyID
  /// `iat` in milliseconds since 1970.
  public let issuedAt: Int64?
  /// `exp` in milliseconds since 1970.
  public let expiresAt: Int64?

  init(_ claims: TokenClaims, signedWith key: AcceptedKey, subject: TokenClaims.Subject) {
    userId = subject.userId
    email = subject.email
    name = subject.name
    properties = claims.properties
    version = key.version
    state = key.state
    kid = key.kid
    issuedAt = claims.issuedAt
    expiresAt = claims.expiresAt
  }

  /// Texts are the same only if their code points are: two users may differ in nothing else.
  public static func == (left: VerifiedIdentity, right: VerifiedIdentity) -> Bool {
    left.userId.isIdentical(to: right.userId)
      && left.email.map(JSONValue.string) == right.email.map(JSONValue.string)
      && left.name.map(JSONValue.string) == right.name.map(JSONValue.string)
      && left.properties == right.properties
      && (left.version, left.state, left.kid) == (right.version, right.state, right.kid)
      && (left.issuedAt, left.expiresAt) == (right.issuedAt, right.expiresAt)
  }
}
