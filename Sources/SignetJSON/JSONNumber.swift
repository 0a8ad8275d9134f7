/// A JSON number as its author wrote it, so that nothing is lost between 64-bit integers, decimals
/// and doubles: 1.0 stays 1.0. Two are equal if their texts are.
public struct JSONNumber: Sendable, Hashable {
  /// RFC 8259 §6's grammar holds for it.
  public let text: String

  /// `text` has been read by the grammar.
  @usableFromInline
  init(checked text: String) {
    self.text = text
  }

  @inlinable
  public init(_ integer: some FixedWidthInteger) {
    self.init(checked: String(integer))
  }

  /// The shortest text that is read as this double again; nil for one that JSON cannot say (an
  /// infinity, not a number).
  public init?(_ double: Double) {
    guard double.isFinite else { return nil }
    self.init(checked: double.description)
  }

  /// The value, if it is written as an integer (no fraction, no exponent) and fits.
  public func integer<I: FixedWidthInteger>(as type: I.Type = I.self) -> I? {
    I(text, radix: 10)
  }

  /// The nearest double; nil where it would be infinite.
  public var double: Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
