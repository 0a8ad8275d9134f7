/// `POST …/verify`.
public struct VerifyRequest: Sendable, Hashable {
  public var token: SecretText

  public init(token: SecretText) {
    self.token = token
  }
}

extension VerifyRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case token
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    token = try members.decode(SecretText.self, forKey: .token)
  }
}
