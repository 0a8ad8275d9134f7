/// `POST …/secrets/{version}/revoke`.
public struct RevokeRequest: Sendable, Hashable {
  /// The version that must be current; without it any may be.
  public var expectedVersion: UInt32?

  /// How long to wait at most until no verifier accepts the version; without it not at all.
  public var wait: APIDuration?

  public init(expectedVersion: UInt32? = nil, wait: APIDuration? = nil) {
    self.expectedVersion = expectedVersion
    self.wait = wait
  }
}

extension RevokeRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case expectedVersion, wait
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    expectedVersion = try members.decodeIfPresent(UInt32.self, forKey: .expectedVersion)
    wait = try members.decodeIfPresent(APIDuration.self, forKey: .wait)
  }
}
