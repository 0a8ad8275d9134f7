/// "May I end the grace window?", answered from what is known at one moment. A pure function: the
/// same evidence gives the same answer.
///
/// *Safe* is said only on an unbroken record. *In use* is what was seen; *unknown* says what is
/// missing, and so what to do about it.
public struct RotationVerdict: Equatable, Sendable {
  public enum Outcome: Sendable {
    case safe, inUse, unknown
  }

  public let outcome: Outcome
  /// Never empty; the most telling first.
  public let reasons: [VerdictReason]

  /// A token lives this long where the workspace has no `maxTokenLifetime`: what the product
  /// recommends.
  public static let assumedLifetime = Duration.hours(1)
  /// Verifiers that a verdict names.
  private static let named = 10

  /// What it is judged by.
  struct Evidence {
    var version: UInt32
    var createdAt: Timestamp
    var rotatedAt: Timestamp
    /// Nil: no token of the version is on record.
    var usage: VersionUsage?
    /// The latest of the workspace's and of all workspaces'.
    var gap: UsageGap?
    var lastAnonymousFetch: Timestamp?
    /// How long who fetched without a lease may use the keys.
    var anonymousLease: Duration
    /// The live leases that concern the workspace.
    var reporters: [Reporter]
    var settings: SecuritySettings
    var now: Timestamp
  }

  /// A verifier with a live lease.
  struct Reporter: Equatable {
    let verifier: String
    /// When it last reported; nil: not since it was granted its lease.
    let reportedAt: Timestamp?

    init(verifier: String, reportedAt: Timestamp?) {
      self.verifier = verifier
      self.reportedAt = reportedAt
    }

    init(_ lease: LeaseFacts.Reporter) {
      self.init(verifier: lease.verifier, reportedAt: lease.reported?.at)
    }
  }

  init(_ evidence: Evidence) {
    let uses = Self.uses(evidence)
    guard uses.isEmpty else {
      self.init(outcome: .inUse, reasons: uses)
      return
    }
    let doubts = Self.doubts(evidence)
    guard doubts.isEmpty else {
      self.init(outcome: .unknown, reasons: doubts)
      return
    }
    self.init(outcome: .safe, reasons: Self.assurances(evidence))
  }

  private init(outcome: Outcome, reasons: [VerdictReason]) {
    self.outcome = outcome
    self.reasons = reasons
  }

  /// What shows that tokens of the version still come or may still come.
  private static func uses(_ evidence: Evidence) -> [VerdictReason] {
    guard let usage = evidence.usage else { return [] }
    var reasons: [VerdictReason] = []
    if let last = usage.lastUsedAt {
      let use = VerdictReason.Use(
        version: evidence.version, count: usage.count, lastUsedAt: last, by: usage.lastUsedBy,
        newestIssuedAt: usage.newestIssuedAt ?? last)
      if let expiry = usage.latestExpiry, expiry + evidence.settings.clockSkew > evidence.now {
        reasons.append(.tokensValid(use, latestExpiry: expiry))
      }
      if let endless = usage.lastEndlessAt, evidence.isRecent(endless) {
        reasons.append(.tokensWithoutExpiry(use, lastAt: endless))
      }
    }
    if let refused = usage.lastRefusedAt, refused >= evidence.settledAt {
      reasons.append(.tokensRefused(version: evidence.version, lastAt: refused))
    }
    return reasons
  }

  /// What is missing for *safe*.
  private static func doubts(_ evidence: Evidence) -> [VerdictReason] {
    var reasons: [VerdictReason] = []
    if let endless = evidence.usage?.lastEndlessAt {
      reasons.append(.endlessTokens(version: evidence.version, lastAt: endless))
    }
    if let gap = evidence.gap, gap.at > evidence.createdAt, evidence.isRecent(gap.at) {
      reasons.append(.usesMissing(gap, until: gap.at + evidence.lifetime))
    } else if evidence.settings.enforcement == .off {
      reasons.append(.notChecked)
    }
    if let fetch = evidence.lastAnonymousFetch,
      fetch + evidence.anonymousLease > evidence.rotatedAt
    {
      reasons.append(.anonymousFetch(at: fetch))
    }
    let silent = evidence.reporters.filter { reporter in
      reporter.reportedAt.map { $0 < evidence.settledAt } ?? true
    }
    reasons += silent.sorted { $0.verifier < $1.verifier }.prefix(named).map {
      .notReported(verifier: $0.verifier, reportedAt: $0.reportedAt)
    }
    if silent.count > named { reasons.append(.othersNotReported(count: silent.count - named)) }
    return reasons
  }

  private static func assurances(_ evidence: Evidence) -> [VerdictReason] {
    var reasons: [VerdictReason] = []
    if let issued = evidence.usage?.newestIssuedAt, let expiry = evidence.usage?.latestExpiry {
      reasons.append(
        .expired(version: evidence.version, newestIssuedAt: issued, latestExpiry: expiry))
    } else {
      reasons.append(.neverUsed(version: evidence.version))
    }
    if let gap = evidence.gap, gap.at > evidence.createdAt { reasons.append(.gapOver(gap)) }
    if let earliest = evidence.reporters.compactMap(\.reportedAt).min() {
      reasons.append(.allReported(count: evidence.reporters.count, earliest: earliest))
    }
    return reasons
  }
}

extension RotationVerdict.Evidence {
  /// How long a token of the version may be accepted after it was issued, as far as is known.
  var lifetime: Duration {
    (settings.maxTokenLifetime ?? RotationVerdict.assumedLifetime) + settings.clockSkew
  }

  func isRecent(_ time: Timestamp) -> Bool { time + lifetime > now }

  /// From when on nothing of the version may have been seen: the rotation, or the end of the last
  /// token that was, whichever is later.
  var settledAt: Timestamp {
    guard let expiry = usage?.latestExpiry else { return rotatedAt }
    return max(rotatedAt, expiry + settings.clockSkew)
  }
}
