/// One name and its value. Two are equal if the code points of their names, and their values, are.
public struct JSONMember: Sendable, Hashable {
  public let name: String
  public var value: JSONValue

  public init(name: String, value: JSONValue) {
    self.name = name
    self.value = value
  }

  public static func == (left: JSONMember, right: JSONMember) -> Bool {
    left.name.isIdentical(to: right.name) && left.value == right.value
  }
}

extension [JSONMember] {
  /// Where the member of this name is, compared by code points.
  func index(of name: String) -> Int? {
    firstIndex { $0.name.isIdentical(to: name) }
  }
}
