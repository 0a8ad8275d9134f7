/// `POST /v1/workspaces`. Without a secret of one's own Signet generates one.
public struct CreateWorkspaceRequest: Sendable, Hashable {
  public var id: String
  /// What differs from the defaults.
  public var settings: SettingsPatch?
  public var ownSecret: OwnSecret?

  public init(id: String, settings: SettingsPatch? = nil, ownSecret: OwnSecret? = nil) {
    self.id = id
    self.settings = settings
    self.ownSecret = ownSecret
  }
}

extension CreateWorkspaceRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, settings, secret, jwk
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    id = try members.decode(String.self, forKey: .id)
    settings = try members.decodeIfPresent(SettingsPatch.self, forKey: .settings)
    ownSecret = try .decode(from: members, secret: .secret, jwk: .jwk)
  }

  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(id, forKey: .id)
    try members.encodeIfPresent(settings, forKey: .settings)
    try ownSecret?.encode(into: &members, secret: .secret, jwk: .jwk)
  }
}
