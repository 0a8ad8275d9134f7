/// A moment on the wire: RFC 3339, UTC, with milliseconds ("2026-11-24T07:58:22.000Z").
public struct APITime: Sendable, Hashable, Comparable {
  /// Since 1970-01-01 UTC.
  public let milliseconds: Int64

  /// The last moment that has a spelling, 9999-12-31T23:59:59.999Z.
  static let latest: Int64 = 253_402_300_799_999

  /// Moments outside of 1970 … 9999 become the nearest within.
  public init(milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, 0), Self.latest)
  }

  /// Reads `YYYY-MM-DDTHH:MM:SSZ` or the same with three digits of a second's fraction. Nothing
  /// for another zone, another precision, a leap second or a day that no calendar has.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 || bytes.count == 24 else { return nil }
    let pattern = Array(
      (bytes.count == 20 ? "0000-00-00T00:00:00Z" : "0000-00-00T00:00:00.000Z").utf8)
    for (byte, expected) in zip(bytes, pattern) {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard expected == UInt8(ascii: "0") ? isDigit : byte == expected else { return nil }
    }
    func number(_ range: Range<Int>) -> Int64 {
      bytes[range].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }
    let date = CivilDate(year: number(0..<4), month: number(5..<7), day: number(8..<10))
    let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
    guard date.exists, date.year >= 1970, hour < 24, minute < 60, second < 60 else { return nil }
    let fraction = bytes.count == 24 ? number(20..<23) : 0
    milliseconds =
      (((date.daysSince1970 * 24 + hour) * 60 + minute) * 60 + second) * 1000 + fraction
  }

  public var text: String {
    let (days, inDay) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    let date = CivilDate(daysSince1970: days)
    func padded(_ value: Int64, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
      + "T\(padded(inDay / 3_600_000, 2)):\(padded(inDay / 60_000 % 60, 2))"
      + ":\(padded(inDay / 1000 % 60, 2)).\(padded(inDay % 1000, 3))Z"
  }

  public static func < (left: APITime, right: APITime) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension APITime: Codable, CustomStringConvertible {
  public var description: String { text }

  public init(from decoder: any Decoder) throws {
    guard let time = APITime(try decoder.singleValueContainer().decode(String.self)) else {
      throw MessageError(
        .invalidValue, at: decoder.codingPath,
        "a time in UTC is expected, such as \"2026-11-24T07:58:22.000Z\"")
    }
    self = time
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
