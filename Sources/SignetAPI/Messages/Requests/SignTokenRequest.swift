public import SignetJSON

/// `POST …/tokens`: a token for a test, signed with the current secret.
public struct SignTokenRequest: Sendable, Hashable {
  /// The payload, in its order.
  public var claims: JSONObject
  /// Adds `iat` and `exp`.
  public var expiresIn: APIDuration?

  public init(claims: JSONObject, expiresIn: APIDuration? = nil) {
    self.claims = claims
    self.expiresIn = expiresIn
  }
}

extension SignTokenRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case claims, expiresIn
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    claims = try members.decode(JSONObject.self, forKey: .claims)
    expiresIn = try members.decodeIfPresent(APIDuration.self, forKey: .expiresIn)
  }
}
