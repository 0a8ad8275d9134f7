/// What is known of the tokens of one version, from the daemon's own verifications and from what
/// verifiers report. Every member but the count is the latest of its kind, so that parts can be
/// merged in any order.
struct VersionUsage: Equatable, Sendable {
  /// Tokens that were identified.
  private(set) var count: UInt64 = 0
  private(set) var lastUsedAt: Timestamp?
  /// Who reported the last use; nil where the daemon verified the token itself.
  private(set) var lastUsedBy: String?
  /// The largest `iat`, never above the time of the use; a token without one counts as issued then.
  private(set) var newestIssuedAt: Timestamp?
  /// The largest `exp` of those that had one.
  private(set) var latestExpiry: Timestamp?
  /// When a token without `exp` was last identified.
  private(set) var lastEndlessAt: Timestamp?
  /// When a token came last that is signed with the version and was rejected all the same, for
  /// another reason than its age: its signer still has the secret.
  private(set) var lastRefusedAt: Timestamp?

  init() {}

  init(
    count: UInt64, lastUsedAt: Timestamp?, lastUsedBy: String?, newestIssuedAt: Timestamp?,
    latestExpiry: Timestamp?, lastEndlessAt: Timestamp?, lastRefusedAt: Timestamp?
  ) {
    self.count = count
    self.lastUsedAt = lastUsedAt
    self.lastUsedBy = lastUsedBy
    self.newestIssuedAt = newestIssuedAt
    self.latestExpiry = latestExpiry
    self.lastEndlessAt = lastEndlessAt
    self.lastRefusedAt = lastRefusedAt
  }

  /// Tokens that were identified, the last of them at `time`; `expiry` is nil if one of them had
  /// no `exp`.
  mutating func use(
    _ uses: UInt64 = 1, at time: Timestamp, issuedAt: Timestamp?, expiry: Timestamp?,
    by verifier: String? = nil
  ) {
    count = count.adding(uses)
    if lastUsedAt.map({ $0 <= time }) ?? true {
      lastUsedAt = time
      lastUsedBy = verifier
    }
    newestIssuedAt.raise(to: min(issuedAt ?? time, time))
    if let expiry { latestExpiry.raise(to: expiry) } else { lastEndlessAt.raise(to: time) }
  }

  mutating func refuse(at time: Timestamp) { lastRefusedAt.raise(to: time) }

  mutating func merge(_ other: VersionUsage) {
    count = count.adding(other.count)
    if let time = other.lastUsedAt, lastUsedAt.map({ $0 <= time }) ?? true {
      lastUsedAt = time
      lastUsedBy = other.lastUsedBy
    }
    newestIssuedAt.raise(to: other.newestIssuedAt)
    latestExpiry.raise(to: other.latestExpiry)
    lastEndlessAt.raise(to: other.lastEndlessAt)
    lastRefusedAt.raise(to: other.lastRefusedAt)
  }
}

extension Timestamp? {
  /// The later of both.
  mutating func raise(to other: Timestamp?) {
    guard let other else { return }
    self = self.map { max($0, other) } ?? other
  }
}

extension UInt64 {
  /// Stays at the largest there is: a verifier may report any number.
  func adding(_ more: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(more)
    return overflow ? .max : sum
  }
}
