/// What the product does with a visitor whose token is bad or missing.
public enum Enforcement: String, Sendable, Hashable, CaseIterable, Codable {
  /// Tokens are not checked.
  case off
  /// The visitor chats on anonymously.
  case optional
  /// The visitor is denied.
  case required

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = Enforcement(rawValue: text) else {
      throw MessageError(
        .invalidValue, at: decoder.codingPath, "\"off\", \"optional\" or \"required\" is expected")
    }
    self = value
  }
}
