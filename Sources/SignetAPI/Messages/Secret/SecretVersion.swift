/// What is known of one version of a workspace's secret: never the secret.
public struct SecretVersion: Sendable, Hashable, Codable {
  public var version: UInt32
  public var kid: String
  public var state: SecretState
  public var origin: SecretOrigin
  public var createdAt: APITime
  /// The asserted human, or the account that asked.
  public var createdBy: String
  /// When a retiring version ends.
  public var acceptUntil: APITime?
  /// When it was retired or revoked.
  public var endedAt: APITime?
  public var endedBy: String?
  /// When a token was last verified with it.
  public var lastUsedAt: Sighting?
  /// The largest `iat` of its tokens.
  public var newestIssuedAt: Sighting?
  /// The largest `exp` of its tokens.
  public var latestExpiry: Sighting?
  /// How many tokens were verified with it.
  public var useCount: UInt64?

  public init(
    version: UInt32,
    kid: String,
    state: SecretState,
    origin: SecretOrigin,
    createdAt: APITime,
    createdBy: String,
    acceptUntil: APITime? = nil,
    endedAt: APITime? = nil,
    endedBy: String? = nil,
    lastUsedAt: Sighting? = nil,
    newestIssuedAt: Sighting? = nil,
    latestExpiry: Sighting? = nil,
    useCount: UInt64? = nil
  ) {
    self.version = version
    self.kid = kid
    self.state = state
    self.origin = origin
    self.createdAt = createdAt
    self.createdBy = createdBy
    self.acceptUntil = acceptUntil
    self.endedAt = endedAt
    self.endedBy = endedBy
    self.lastUsedAt = lastUsedAt
    self.newestIssuedAt = newestIssuedAt
    self.latestExpiry = latestExpiry
    self.useCount = useCount
  }
}
