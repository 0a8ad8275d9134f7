/// What a number of revocations took.
struct Measurement {
  /// From sending the revocation to the answer that the last verifier holds it.
  var held: [Duration] = []
  /// The same for a revocation that waits for nobody: the commit and its answer.
  var committed: [Duration] = []
  /// Of the daemon, for all of those that waited.
  var processorTime = Duration.zero

  /// The least that `share` of them stayed within (nearest rank).
  static func percentile(_ share: Double, of durations: [Duration]) -> Duration {
    let sorted = durations.sorted()
    guard !sorted.isEmpty else { return .zero }
    let rank = (share * Double(sorted.count)).rounded(.up)
    return sorted[min(sorted.count, max(1, Int(rank))) - 1]
  }
}

extension Duration {
  /// Milliseconds with one digit.
  var inMilliseconds: String {
    let tenths = (self / .milliseconds(1) * 10).rounded() / 10
    return "\(tenths) ms"
  }
}
