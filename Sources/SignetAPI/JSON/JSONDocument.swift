/// Any JSON value (RFC 8259). Members keep the order and numbers the spelling they were read in,
/// so that claims go out as they came in.
public enum JSONDocument: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONDocument])
  case object(JSONObject)

  /// What the value is, in the words of an error message: "a string", "an object" …
  public var kindInWords: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The members, where this is an object.
  public var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// The text, where this is a string.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }
}
