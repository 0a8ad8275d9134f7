/// `POST /v1/leases/{lease}`: renews a lease, says what the verifier holds, and reports what it has
/// seen since its last report.
public struct LeaseRenewal: Sendable, Hashable {
  /// Every key set that the verifier may use was loaded at this revision or later, or dropped.
  public var holds: UInt64
  /// Tokens that were identified, by key id.
  public var uses: [Use]
  /// Tokens that were rejected, by reason.
  public var rejections: [Rejected]

  public struct Use: Sendable, Hashable {
    public var workspace: String
    public var kid: String
    /// Tokens identified since the last report.
    public var count: UInt64
    public var lastUsedAt: APITime
    /// The largest `iat`; without it the tokens count as issued when they were seen.
    public var newestIssuedAt: APITime?
    /// The largest `exp`; absent if one of the tokens had none.
    public var latestExpiry: APITime?

    public init(
      workspace: String, kid: String, count: UInt64, lastUsedAt: APITime,
      newestIssuedAt: APITime? = nil, latestExpiry: APITime? = nil
    ) {
      self.workspace = workspace
      self.kid = kid
      self.count = count
      self.lastUsedAt = lastUsedAt
      self.newestIssuedAt = newestIssuedAt
      self.latestExpiry = latestExpiry
    }
  }

  public struct Rejected: Sendable, Hashable {
    public var workspace: String
    /// A reason of `Docs/Tokens.md`, `token_missing` for visitors without one, `skipped` for tokens
    /// that were not looked at, as enforcement was off.
    public var reason: String
    public var count: UInt64

    public init(workspace: String, reason: String, count: UInt64) {
      self.workspace = workspace
      self.reason = reason
      self.count = count
    }
  }

  public init(holds: UInt64, uses: [Use] = [], rejections: [Rejected] = []) {
    self.holds = holds
    self.uses = uses
    self.rejections = rejections
  }
}

extension LeaseRenewal: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case holds, uses, rejections
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    holds = try members.decode(UInt64.self, forKey: .holds)
    uses = try members.decodeIfPresent([Use].self, forKey: .uses) ?? []
    rejections = try members.decodeIfPresent([Rejected].self, forKey: .rejections) ?? []
  }
}

extension LeaseRenewal.Use: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case workspace, kid, count, lastUsedAt, newestIssuedAt, latestExpiry
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    workspace = try members.decode(String.self, forKey: .workspace)
    kid = try members.decode(String.self, forKey: .kid)
    count = try members.decode(UInt64.self, forKey: .count)
    lastUsedAt = try members.decode(APITime.self, forKey: .lastUsedAt)
    newestIssuedAt = try members.decodeIfPresent(APITime.self, forKey: .newestIssuedAt)
    latestExpiry = try members.decodeIfPresent(APITime.self, forKey: .latestExpiry)
  }
}

extension LeaseRenewal.Rejected: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case workspace, reason, count
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    workspace = try members.decode(String.self, forKey: .workspace)
    reason = try members.decode(String.self, forKey: .reason)
    count = try members.decode(UInt64.self, forKey: .count)
  }
}
