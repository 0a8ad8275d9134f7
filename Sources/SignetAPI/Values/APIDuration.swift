/// A length of time on the wire: whole seconds, written "90s", "15m", "24h" or "30d".
public struct APIDuration: Sendable, Hashable, Comparable {
  /// Zero or more.
  public static let zero = APIDuration(wholeSeconds: 0)

  public let seconds: Int64

  private init(wholeSeconds: Int64) { seconds = wholeSeconds }

  /// Nothing for a negative number.
  public init?(seconds: Int64) {
    guard seconds >= 0 else { return nil }
    self.seconds = seconds
  }

  /// Nothing where this is negative or not whole seconds.
  public init?(milliseconds: Int64) {
    guard milliseconds.isMultiple(of: 1000) else { return nil }
    self.init(seconds: milliseconds / 1000)
  }

  /// Nothing where the text is not digits without a leading zero and one unit of s, m, h, d, or
  /// where its milliseconds would not fit 64 bits.
  public init?(_ text: String) {
    var digits = Substring(text).utf8
    let unit: Int64
    switch digits.popLast() {
    case UInt8(ascii: "s"): unit = 1
    case UInt8(ascii: "m"): unit = 60
    case UInt8(ascii: "h"): unit = 3600
    case UInt8(ascii: "d"): unit = 86400
    default: return nil
    }
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      digits.count == 1 || digits.first != UInt8(ascii: "0"),
      let count = Int64(Substring(digits))
    else { return nil }
    let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
    guard !overflow, seconds <= Int64.max / 1000 else { return nil }
    self.seconds = seconds
  }

  public var milliseconds: Int64 {
    let (result, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    return overflow ? .max : result
  }

  /// In the largest unit that says it exactly: "1d", not "24h"; zero is "0s".
  public var text: String {
    for (unit, name) in [(86400 as Int64, "d"), (3600, "h"), (60, "m")]
    where seconds > 0 && seconds.isMultiple(of: unit) {
      return "\(seconds / unit)\(name)"
    }
    return "\(seconds)s"
  }

  public static func < (left: APIDuration, right: APIDuration) -> Bool {
    left.seconds < right.seconds
  }
}

extension APIDuration: Codable, CustomStringConvertible {
  public var description: String { text }

  public init(from decoder: any Decoder) throws {
    guard let duration = APIDuration(try decoder.singleValueContainer().decode(String.self)) else {
      throw MessageError(
        .invalidValue, at: decoder.codingPath,
        "a duration is expected, such as \"90s\", \"15m\", \"24h\" or \"30d\"")
    }
    self = duration
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
