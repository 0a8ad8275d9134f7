/// `POST /v1/verify`: up to 1,000 tokens at once, in the order of the answers.
public struct BatchVerifyRequest: Sendable, Hashable {
  public struct Item: Sendable, Hashable {
    public var workspace: String
    public var token: SecretText

    public init(workspace: String, token: SecretText) {
      self.workspace = workspace
      self.token = token
    }
  }

  public var tokens: [Item]

  public init(tokens: [Item]) {
    self.tokens = tokens
  }
}

extension BatchVerifyRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case tokens
  }

  /// Throws where there are more than `APILimits.batchTokens`.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    tokens = try members.decode([Item].self, forKey: .tokens)
    guard tokens.count <= APILimits.batchTokens else {
      throw MessageError(
        .invalidValue, at: members.codingPath + [CodingKeys.tokens],
        "at most \(APILimits.batchTokens) tokens are expected")
    }
  }
}

extension BatchVerifyRequest.Item: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case workspace, token
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    workspace = try members.decode(String.self, forKey: .workspace)
    token = try members.decode(SecretText.self, forKey: .token)
  }
}
