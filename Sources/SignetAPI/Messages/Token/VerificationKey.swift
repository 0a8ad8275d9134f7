/// A key that a verifier accepts now, as a JWK.
public struct VerificationKey: Sendable, Hashable, Codable {
  public var kty = "oct"
  public var alg = "HS256"
  public var use = "sig"
  public var kid: String
  /// base64url of the key's bytes.
  public var k: SecretText
  public var version: UInt32
  public var state: SecretState
  /// When a retiring key ends.
  public var acceptUntil: APITime?

  public init(
    kid: String, k: SecretText, version: UInt32, state: SecretState, acceptUntil: APITime? = nil
  ) {
    self.kid = kid
    self.k = k
    self.version = version
    self.state = state
    self.acceptUntil = acceptUntil
  }
}
