/// When to try again: after a random time (full jitter) whose bound doubles with each failure.
///
/// Source: M. Brooker, "Exponential Backoff and Jitter", 2015.
struct Backoff: Sendable {
  /// Not before then.
  private(set) var until = Duration.zero
  private var failures = 0

  mutating func succeeded() {
    failures = 0
    until = .zero
  }

  /// A pause of at least `least`, and at most `least` and `first` doubled for each failure before.
  mutating func failed(
    at now: Duration, first: Duration, least: Duration = .zero, most: Duration,
    _ jitter: inout Jitter
  ) {
    // Of several that fail together the first counts.
    guard now >= until else { return }
    let bound = min(first * (1 << min(failures, 10)), most)
    failures += 1
    until = now + least + bound * jitter.fraction()
  }
}

/// Random fractions of 0 … 1, from a seed, so that a state machine with it stays a value.
///
/// Source: SplitMix64, G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number
/// Generators", 2014.
struct Jitter: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func fraction() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
  }
}
