/// How long things took, in buckets from 10 µs to 10 s and one for what took longer.
struct LatencyHistogram: Equatable, Sendable {
  /// The buckets' upper bounds in nanoseconds; a bound belongs to its bucket.
  static let bounds: [UInt64] = [
    10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000,
    25_000_000, 50_000_000, 100_000_000, 250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000,
    5_000_000_000, 10_000_000_000,
  ]

  /// Counters that a histogram takes in a table: the buckets, and behind them the sum.
  static let width = bounds.count + 2

  /// The place of the first bucket that takes `nanoseconds`.
  static func bucket(of nanoseconds: UInt64) -> Int {
    var place = 0
    while place < bounds.count, nanoseconds > bounds[place] { place += 1 }
    return place
  }

  /// Adds what took `nanoseconds` to the histogram whose counters begin at `start`.
  static func add(_ nanoseconds: UInt64, to table: CounterTable, at start: Int, shard: Int = 0) {
    table.add(to: start + bucket(of: nanoseconds), shard: shard)
    table.add(nanoseconds, to: start + bounds.count + 1, shard: shard)
  }

  /// How many fell into each bucket, without those below; the last one has no bound.
  private(set) var counts = [UInt64](repeating: 0, count: bounds.count + 1)
  private(set) var nanoseconds: UInt64 = 0

  init() {}

  init(_ table: CounterTable, at start: Int) {
    counts = table[start..<start + Self.bounds.count + 1]
    nanoseconds = table[start + Self.bounds.count + 1]
  }

  /// How many there are in all.
  var count: UInt64 { counts.reduce(0, &+) }
  var seconds: Double { Double(nanoseconds) / 1e9 }

  static func + (left: Self, right: Self) -> Self {
    var sum = left
    for place in sum.counts.indices { sum.counts[place] &+= right.counts[place] }
    sum.nanoseconds &+= right.nanoseconds
    return sum
  }
}
