extension Timestamp {
  /// `2026-11-24T08:15:30.250Z`. Source: RFC 3339; the calendar after Hinnant, "chrono-Compatible
  /// Low-Level Date Algorithms".
  public var rfc3339: String {
    let (day, time) = milliseconds.flooredQuotientAndRemainder(by: 86_400_000)
    let (year, month, date) = Self.civil(fromDay: day)
    let (hours, minutes) = (time / 3_600_000, time / 60_000 % 60)
    let (seconds, fraction) = (time / 1000 % 60, time % 1000)
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(date, 2))"
      + "T\(Self.padded(hours, 2)):\(Self.padded(minutes, 2)):\(Self.padded(seconds, 2))"
      + ".\(Self.padded(fraction, 3))Z"
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Year, month and day of the days since 1970-01-01.
  private static func civil(fromDay day: Int64) -> (Int64, Int64, Int64) {
    let (era, dayOfEra) = (day + 719_468).flooredQuotientAndRemainder(by: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}

extension Int64 {
  fileprivate func flooredQuotientAndRemainder(by divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
