import SignetAPI

/// What came in the last 24 hours, and what of it would have been denied had enforcement been
/// required.
enum DenialText {
  /// "120 identified, 2 expired, 12 without a token".
  static func usage(_ usage: WorkspaceSummary.Usage) -> String {
    guard usage.isKnown else { return "nothing seen" }
    var parts = ["\(usage.identified) identified"]
    parts += rejected(usage)
    if usage.skipped > 0 { parts.append("\(usage.skipped) not looked at") }
    parts.append("\(usage.missing) without a token")
    return parts.joined(separator: ", ")
  }

  /// For who is about to require good tokens.
  static func preview(_ summary: WorkspaceSummary, _ style: Style) -> String {
    let missing = summary.warnings.filter { $0.code == "uses_missing" }.map {
      style.warning("warning: ") + SafeText.shown($0.detail)
    }
    return (lines(summary) + missing).map { $0 + "\n" }.joined()
  }

  private static func lines(_ summary: WorkspaceSummary) -> [String] {
    guard let usage = summary.usage24h, usage.isKnown else {
      return [
        "nothing is known of the last 24 h: no verifier reported a token of \(summary.id), and "
          + "signetd verified none, so whom this denies cannot be told"
      ]
    }
    let denied = usage.rejected.values.reduce(usage.missing) { sum, count in
      let (total, overflow) = sum.addingReportingOverflow(count)
      return overflow ? .max : total
    }
    var lines = ["in the last 24 h \(denied) of \(summary.id)'s visitors would have been denied:"]
    lines.append("  \(usage.missing) without a token")
    lines += rejected(usage).map { "  \($0)" }
    lines.append("\(usage.identified) would have been identified")
    if usage.skipped > 0 {
      lines.append(
        "not looked at, for enforcement was off: \(usage.skipped); what these are worth cannot be told"
      )
    }
    return lines
  }

  /// The most frequent first.
  private static func rejected(_ usage: WorkspaceSummary.Usage) -> [String] {
    usage.rejected.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count in
      "\(count) \(SafeText.shown(reason))"
    }
  }
}

extension WorkspaceSummary.Usage {
  fileprivate var isKnown: Bool {
    identified > 0 || missing > 0 || skipped > 0 || rejected.values.contains { $0 > 0 }
  }
}
