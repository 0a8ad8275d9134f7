/// A token signed for a test.
public struct SignedToken: Sendable, Hashable, Codable {
  public var token: SecretText
  /// The version that signed it.
  public var version: UInt32
  public var kid: String
  public var expiresAt: APITime?

  public init(
    token: SecretText,
    version: UInt32,
    kid: String,
    expiresAt: APITime? = nil
  ) {
    self.token = token
    self.version = version
    self.kid = kid
    self.expiresAt = expiresAt
  }
}
