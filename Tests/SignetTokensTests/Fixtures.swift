import SignetCrypto
import SignetTokens
import Testing

/// A workspace in the middle of a rotation, at a fixed time.
enum Fixture {
  static let currentSecret = "isk_Ky9Pf34qY6Nb3wWD25RQ4F5ZR3qa7yEeeby3abP3E2Z4YJxO0"
  static let retiringSecret = "the-customer's-own-secret-of-40-bytes-ab"
  static let currentKid = "sk_0123456789ABCDEFGHIJKL"
  static let retiringKid = "sk_MNOPQRSTUVWXYZabcdefgh"
  static let foreignKid = "sk_zzzzzzzzzzzzzzzzzzzzzz"

  /// Seconds since 1970: when the fixtures' tokens were signed, and when they expire.
  static let iat: Int64 = 1_760_000_000
  static let exp: Int64 = iat + 3600
  /// Milliseconds: a hundred seconds later.
  static let now: Int64 = (iat + 100) * 1000
  static let acceptUntil: Int64 = now + 1

  static func current() throws -> AcceptedKey {
    try key(2, currentKid, .current, nil, currentSecret)
  }

  static func retiring() throws -> AcceptedKey {
    try key(1, retiringKid, .retiring, acceptUntil, retiringSecret)
  }

  static func keys() throws -> [AcceptedKey] { [try current(), try retiring()] }

  private static func key(
    _ version: UInt32, _ kid: String, _ state: AcceptedState, _ acceptUntil: Int64?,
    _ secret: String
  ) throws -> AcceptedKey {
    try AcceptedKey(
      version: version, kid: try #require(KeyID(kid)), state: state, acceptUntil: acceptUntil,
      secret: try IdentitySecret(text: Array(secret.utf8)))
  }

  static func verify(
    _ token: [UInt8], rules: TokenRules = TokenRules(), now: Int64 = now
  ) throws -> VerifiedIdentity {
    try IdentityToken.verify(
      token, keys: try keys(), rules: rules, now: now, deadlineNow: Fixture.now)
  }
}
