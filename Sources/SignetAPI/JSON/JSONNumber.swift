/// A number as it is spelt: 1.0 stays 1.0, and an integer beyond 2⁵³ loses nothing.
public struct JSONNumber: Sendable, Hashable {
  /// The literal, in the grammar of RFC 8259 §6.
  public let literal: String

  /// The parser has checked the grammar.
  init(literal: String) {
    self.literal = literal
  }

  public init(_ value: some FixedWidthInteger) {
    literal = String(value)
  }

  /// Nothing for a value that JSON cannot say (an infinity, not a number).
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    literal = value.description
  }

  /// The value, where it is written as an integer and fits.
  public func integer<I: FixedWidthInteger>(as type: I.Type = I.self) -> I? {
    I(literal, radix: 10)
  }

  /// The nearest double; nothing where it would be infinite.
  public var double: Double? {
    guard let value = Double(literal), value.isFinite else { return nil }
    return value
  }
}
