/// `POST …/rotation/rollback`.
public struct RollbackRequest: Sendable, Hashable {
  /// Whether the new secret is revoked at once instead of getting the grace that remains.
  public var revoke: Bool?

  public init(revoke: Bool? = nil) {
    self.revoke = revoke
  }
}

extension RollbackRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case revoke
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    revoke = try members.decodeIfPresent(Bool.self, forKey: .revoke)
  }
}
