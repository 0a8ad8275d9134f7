/// `POST …/secrets/{version}/revoke`.
public struct RevokeRequest: Sendable, Hashable {
  /// The version that must be current; without it any may be.
  public var expectedVersion: UInt32?

  public init(expectedVersion: UInt32? = nil) {
    self.expectedVersion = expectedVersion
  }
}

extension RevokeRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case expectedVersion
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    expectedVersion = try members.decodeIfPresent(UInt32.self, forKey: .expectedVersion)
  }
}
