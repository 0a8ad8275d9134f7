import SignetAPI

/// What a monitoring system is told of the daemon: one line and an exit status.
///
/// Source: the Monitoring Plugins Development Guidelines. UNKNOWN (3) is never said: who cannot
/// reach the daemon cannot know that it serves.
struct StatusCheck: Equatable {
  enum Verdict: String {
    case fine = "OK"
    case warning = "WARNING"
    case critical = "CRITICAL"

    var exitStatus: ExitStatus {
      switch self {
      case .fine: .done
      case .warning: .failed
      case .critical: .critical
      }
    }
  }

  let verdict: Verdict
  /// The line, without its end.
  let line: String

  /// A daemon that has answered.
  init(_ status: Status) {
    let warnings = status.warnings.map(\.detail)
    switch status.health {
    case .unavailable:
      self.init(.critical, ["not serving"] + warnings, Self.performance(status))
    case .degraded:
      self.init(.warning, ["serving, but not well"] + warnings, Self.performance(status))
    case .serving where !warnings.isEmpty:
      self.init(.warning, warnings, Self.performance(status))
    case .serving:
      self.init(.fine, ["serving, version \(status.version)"], Self.performance(status))
    }
  }

  /// A daemon of which nothing was heard, or no status.
  init(_ error: CommandError) {
    self.init(.critical, [ErrorText(error)?.message ?? "no answer"], [])
  }

  private init(_ verdict: Verdict, _ texts: [String], _ performance: [String]) {
    self.verdict = verdict
    // What stands behind the bar is read as numbers.
    let text = SafeText.shown(texts.joined(separator: "; ")).replacing("|", with: "/")
    let numbers = performance.isEmpty ? "" : " | " + performance.joined(separator: " ")
    line = "SIGNET \(verdict.rawValue): \(text)\(numbers)"
  }

  /// `label=value`, with `c` behind what only grows.
  private static func performance(_ status: Status) -> [String] {
    let counts: [(label: String, value: UInt64?, unit: String)] = [
      ("workspaces", status.counts?.workspaces, ""), ("rotating", status.counts?.rotating, ""),
      ("rotation_due", status.counts?.rotationDue, ""),
      ("audit_entries", status.counts?.auditEntries, "c"), ("revision", status.revision, "c"),
    ]
    return counts.compactMap { label, value, unit in value.map { "\(label)=\($0)\(unit)" } }
  }
}
