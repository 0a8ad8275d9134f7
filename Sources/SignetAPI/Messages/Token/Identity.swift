public import SignetJSON

/// Who the visitor is, by a token that was accepted.
public struct Identity: Sendable, Hashable, Codable {
  public var userId: String
  public var email: String?
  public var name: String?
  /// All further claims, in the token's order.
  public var properties: JSONObject

  public init(
    userId: String,
    email: String? = nil,
    name: String? = nil,
    properties: JSONObject
  ) {
    self.userId = userId
    self.email = email
    self.name = name
    self.properties = properties
  }
}
