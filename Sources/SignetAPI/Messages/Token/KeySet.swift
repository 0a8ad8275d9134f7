/// `GET …/keys`: a JWK Set (RFC 7517) of the accepted versions, the current one first, with what
/// a verifier must know besides.
public struct KeySet: Sendable, Hashable, Codable {
  public var keys: [VerificationKey]
  public var signet: Policy

  /// The member `signet`.
  public struct Policy: Sendable, Hashable, Codable {
    public var workspace: String
    public var epoch: String
    /// The workspace's revision.
    public var revision: UInt64
    public var enforcement: Enforcement
    public var requireExpiry: Bool
    public var maxTokenLifetime: APIDuration?
    public var clockSkew: APIDuration

    public init(
      workspace: String, epoch: String, revision: UInt64, enforcement: Enforcement,
      requireExpiry: Bool, maxTokenLifetime: APIDuration?, clockSkew: APIDuration
    ) {
      self.workspace = workspace
      self.epoch = epoch
      self.revision = revision
      self.enforcement = enforcement
      self.requireExpiry = requireExpiry
      self.maxTokenLifetime = maxTokenLifetime
      self.clockSkew = clockSkew
    }
  }

  public init(keys: [VerificationKey], signet: Policy) {
    self.keys = keys
    self.signet = signet
  }
}
