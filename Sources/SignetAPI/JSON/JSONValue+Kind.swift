import SignetJSON

extension JSONValue {
  /// What the value is, in the words of an error message: "a string", "an object" …
  var kindInWords: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
