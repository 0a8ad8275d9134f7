/// `POST /v1/secrets/identify`: whose secret is this?
public struct IdentifyRequest: Sendable, Hashable {
  public var secret: SecretText

  public init(secret: SecretText) {
    self.secret = secret
  }
}

extension IdentifyRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case secret
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    secret = try members.decode(SecretText.self, forKey: .secret)
  }
}
