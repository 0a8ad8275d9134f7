/// `POST …/secrets/{version}/reveal`. The reason comes in the header `Signet-Reason`.
public struct RevealRequest: Sendable, Hashable {
  /// How long to wait at most for verifiers that do not accept the version yet; without it 5 s.
  public var wait: APIDuration?
  /// Show it at once, whoever is behind.
  public var override: Bool?

  public init(wait: APIDuration? = nil, override: Bool? = nil) {
    self.wait = wait
    self.override = override
  }
}

extension RevealRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case wait, override
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    wait = try members.decodeIfPresent(APIDuration.self, forKey: .wait)
    override = try members.decodeIfPresent(Bool.self, forKey: .override)
  }
}
