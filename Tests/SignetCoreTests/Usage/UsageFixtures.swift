import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

/// A key id that a seed decides.
func keyID(_ seed: UInt64 = 1) throws -> KeyID { try KeyID.generate(from: SeededEntropy(seed)) }

extension UsageTracker {
  convenience init(limits: Limits = Limits()) {
    self.init(session: 1, gap: nil, limits: limits)
  }

  /// One use of a token issued at `time` and good for an hour, as a verifier reports it.
  func use(
    _ kid: KeyID, in workspace: WorkspaceID, at time: Timestamp = ManualClock.start,
    by verifier: String = "chat-7"
  ) {
    note(
      uses: 1, of: kid, in: workspace, lastUsedAt: time, newestIssuedAt: time,
      latestExpiry: time + .hours(1), by: verifier, at: time)
  }
}

extension UsageTracker.Reading {
  /// As if nothing of it were on the disk.
  var all: UsageCounts {
    var all = taken?.counts ?? UsageCounts()
    all.merge(counts)
    return all
  }
}

extension Timestamp {
  static func - (time: Timestamp, duration: Duration) -> Timestamp { time + (.zero - duration) }
}
