/// The current secret of a workspace, as a page about it shows it.
public struct CurrentSecret: Sendable, Hashable, Codable {
  public var version: UInt32
  public var kid: String
  public var origin: SecretOrigin
  public var createdAt: APITime
  /// The asserted human, or the account that asked.
  public var createdBy: String
  public var lastUsedAt: Sighting?
  public var newestIssuedAt: Sighting?
  public var revealable: Bool
  /// The verifiers that do not hold it yet.
  public var revealBlockedBy: [String]?

  public init(
    version: UInt32,
    kid: String,
    origin: SecretOrigin,
    createdAt: APITime,
    createdBy: String,
    lastUsedAt: Sighting? = nil,
    newestIssuedAt: Sighting? = nil,
    revealable: Bool,
    revealBlockedBy: [String]? = nil
  ) {
    self.version = version
    self.kid = kid
    self.origin = origin
    self.createdAt = createdAt
    self.createdBy = createdBy
    self.lastUsedAt = lastUsedAt
    self.newestIssuedAt = newestIssuedAt
    self.revealable = revealable
    self.revealBlockedBy = revealBlockedBy
  }
}
