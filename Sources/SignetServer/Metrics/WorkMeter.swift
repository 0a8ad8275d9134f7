import SignetTokens

/// Counts what the service behind the sockets does: its commits and its verdicts.
final class WorkMeter: Sendable {
  /// What a token can be rejected for. A missing one never gets to the daemon.
  static let reasons = RejectionReason.allCases.filter { $0 != .tokenMissing }

  enum Outcome: String, CaseIterable {
    case identified, rejected, skipped
  }

  private let commits = CounterTable(count: LatencyHistogram.width)
  private let operations = CounterTable(count: 1)
  /// Commits that failed: nothing was kept, and it is not known what was.
  private let failures = CounterTable(count: 2)
  private let outcomes = CounterTable(count: Outcome.allCases.count)
  private let rejections = CounterTable(count: reasons.count)

  func committed(operations count: Int, in duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let whole = UInt64(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000)
    let nanoseconds = UInt64(clamping: attoseconds / 1_000_000_000)
    LatencyHistogram.add(
      whole.overflow ? .max : whole.partialValue &+ nanoseconds, to: commits, at: 0)
    operations.add(UInt64(clamping: count), to: 0)
  }

  func commitFailed(outcomeIsKnown: Bool) { failures.add(to: outcomeIsKnown ? 0 : 1) }

  func judged(_ verdict: TokenVerdict) {
    switch verdict {
    case .identified: outcomes.add(to: 0)
    case .rejected(let rejection, _):
      outcomes.add(to: 1)
      if let place = Self.reasons.firstIndex(of: rejection.reason) { rejections.add(to: place) }
    case .skipped: outcomes.add(to: 2)
    }
  }

  /// Commits that wrote something.
  var commitLatency: LatencyHistogram { LatencyHistogram(commits, at: 0) }
  /// Operations in them that changed something.
  var operationCount: UInt64 { operations[0] }
  var failed: UInt64 { failures[0] }
  var unknown: UInt64 { failures[1] }

  func count(_ outcome: Outcome) -> UInt64 {
    switch outcome {
    case .identified: outcomes[0]
    case .rejected: outcomes[1]
    case .skipped: outcomes[2]
    }
  }

  func count(_ reason: RejectionReason) -> UInt64 {
    Self.reasons.firstIndex(of: reason).map { rejections[$0] } ?? 0
  }
}
