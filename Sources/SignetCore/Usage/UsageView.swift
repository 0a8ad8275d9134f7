public import SignetTokens

/// What is known of the use of a workspace's secrets, as of one moment: what is stored and what is
/// in memory, together.
public struct UsageView: Sendable {
  let counts: UsageCounts
  /// The latest of the workspace's and of all workspaces'.
  public let gap: UsageGap?
  public let now: Timestamp
  /// The live leases that concern the workspace.
  private let reporters: [RotationVerdict.Reporter]
  /// Whether tokens are looked at, by the workspace's settings.
  private let isChecked: Bool

  init(
    stored: StoredUsage, reading: UsageTracker.Reading, reporters: [RotationVerdict.Reporter],
    isChecked: Bool, now: Timestamp
  ) {
    self.isChecked = isChecked
    self.reporters = reporters
    var stored = stored
    if let taken = reading.taken { _ = stored.merge(taken) }
    stored.counts.merge(reading.counts)
    counts = stored.counts
    var gap = counts.gap
    gap.raise(to: reading.gap)
    self.gap = gap
    self.now = now
  }

  /// Per version.
  public struct Version: Equatable, Sendable {
    public let lastUsedAt: Sighting
    public let newestIssuedAt: Sighting
    /// Unknown once a token without `exp` was seen.
    public let latestExpiry: Sighting
    /// Tokens that were identified, as far as is known.
    public let count: UInt64
  }

  public subscript(version: VersionMetadata) -> Version {
    let usage = counts[version.kid]
    // Without a record nothing was there, unless something may have been missed.
    let isMissed = !isChecked || gap.map { $0.at > version.createdAt } ?? false
    let absent: Sighting = isMissed ? .unknown : .never
    func sighting(_ time: Timestamp?) -> Sighting { time.map { .at($0) } ?? absent }
    return Version(
      lastUsedAt: sighting(usage?.lastUsedAt), newestIssuedAt: sighting(usage?.newestIssuedAt),
      latestExpiry: usage?.lastEndlessAt == nil ? sighting(usage?.latestExpiry) : .unknown,
      count: usage?.count ?? 0)
  }

  /// Tokens of the last 24 hours, to the hour.
  public struct Totals: Equatable, Sendable {
    public let identified: UInt64
    public let skipped: UInt64
    /// Visitors without a token.
    public let missing: UInt64
    /// All other rejections, those that there were.
    public let rejected: [RejectionReason: UInt64]
  }

  public var last24Hours: Totals {
    let totals = counts.hours.totals(at: now)
    var rejected: [RejectionReason: UInt64] = [:]
    for reason in RejectionReason.allCases where reason != .tokenMissing {
      let count = totals[TokenKind.rejected(reason).number]
      if count > 0 { rejected[reason] = count }
    }
    return Totals(
      identified: totals[TokenKind.identified.number], skipped: totals[TokenKind.skipped.number],
      missing: totals[TokenKind.rejected(.tokenMissing).number], rejected: rejected)
  }

  /// Whether the grace window of `retiring` may end; nil where it has none.
  func verdict(
    on retiring: VersionMetadata, settings: SecuritySettings
  ) -> RotationVerdict? {
    guard let grace = retiring.grace else { return nil }
    return RotationVerdict(
      RotationVerdict.Evidence(
        version: retiring.number, createdAt: retiring.createdAt, rotatedAt: grace.rotatedAt,
        usage: counts[retiring.kid], gap: gap, lastAnonymousFetch: counts.lastAnonymousFetch,
        anonymousLease: SecretService.leaseDuration, reporters: reporters, settings: settings,
        now: now))
  }
}
