/// How many tokens of each kind came in the hour that runs and in the 24 before it. Never more than
/// 25 rows, whatever the clock does.
struct HourlyCounts: Equatable, Sendable {
  struct Hour: Equatable, Sendable {
    /// Whole hours since 1970.
    let number: Int64
    /// By `TokenKind.number`.
    var counts: [UInt64]
  }

  static let span: Int64 = 24

  /// The oldest first.
  private(set) var hours: [Hour] = []

  init() {}

  /// Nil unless the rows are as they are kept: in order, and not too many.
  init?(hours: [Hour]) {
    guard hours.count <= Int(Self.span) + 1,
      zip(hours, hours.dropFirst()).allSatisfy({ $0.number < $1.number }),
      hours.allSatisfy({ $0.counts.count == TokenKind.all.count })
    else { return nil }
    self.hours = hours
  }

  var isEmpty: Bool { hours.isEmpty }

  mutating func add(_ count: UInt64, _ kind: TokenKind, at time: Timestamp) {
    guard let place = place(of: Self.hour(of: time)) else { return }
    hours[place].counts[kind.number] = hours[place].counts[kind.number].adding(count)
  }

  mutating func merge(_ other: HourlyCounts) {
    for hour in other.hours {
      guard let place = place(of: hour.number) else { continue }
      for (kind, count) in hour.counts.enumerated() where count > 0 {
        hours[place].counts[kind] = hours[place].counts[kind].adding(count)
      }
    }
  }

  /// The sums of the last 24 hours as of `time`, by `TokenKind.number`, to the hour.
  func totals(at time: Timestamp) -> [UInt64] {
    let now = Self.hour(of: time)
    var totals = [UInt64](repeating: 0, count: TokenKind.all.count)
    for hour in hours where hour.number >= now - Self.span && hour.number <= now {
      for (kind, count) in hour.counts.enumerated() {
        totals[kind] = totals[kind].adding(count)
      }
    }
    return totals
  }

  private static func hour(of time: Timestamp) -> Int64 { time.milliseconds / 3_600_000 }

  /// Where the hour's row is, made if need be; nil where it is over too long ago. The row is the last
  /// one but for once an hour.
  private mutating func place(of number: Int64) -> Int? {
    var place = hours.count
    while place > 0, hours[place - 1].number > number { place -= 1 }
    if place > 0, hours[place - 1].number == number { return place - 1 }
    if let newest = hours.last?.number, number < newest - Self.span { return nil }
    hours.insert(
      Hour(number: number, counts: [UInt64](repeating: 0, count: TokenKind.all.count)), at: place)
    let newest = hours[hours.count - 1].number
    let outdated = hours.prefix { $0.number < newest - Self.span }.count
    hours.removeFirst(outdated)
    return place - outdated
  }
}
