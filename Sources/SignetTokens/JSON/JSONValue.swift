/// A JSON text in memory, as its author wrote it: members keep their order, numbers their digits.
///
/// Strings are equal if their code points are. (Swift's `==` for strings also equates canonically
/// equivalent ones, which to JSON, and to whoever uses a string as an identity, are different.)
public indirect enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.isIdentical(to: right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): false
    }
  }
}

/// One name and its value, in the order of the text.
public struct JSONMember: Sendable, Equatable {
  public let name: String
  public let value: JSONValue

  public init(name: String, value: JSONValue) {
    self.name = name
    self.value = value
  }

  public static func == (left: JSONMember, right: JSONMember) -> Bool {
    left.name.isIdentical(to: right.name) && left.value == right.value
  }
}

extension [JSONMember] {
  /// The value of the member of this name, compared by code points.
  public subscript(name: String) -> JSONValue? {
    first { $0.name.isIdentical(to: name) }?.value
  }
}

extension String {
  /// Whether both have the same code points.
  func isIdentical(to other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
