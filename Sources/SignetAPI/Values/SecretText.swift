/// Text that no description, dump or error message shows: a secret, a key, a token.
public struct SecretText: Sendable, Hashable, Codable {
  /// The text itself, for the one who is to have it.
  public let exposed: String

  public init(_ text: String) {
    exposed = text
  }

  public init(from decoder: any Decoder) throws {
    exposed = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(exposed)
  }
}

extension SecretText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "(redacted)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
