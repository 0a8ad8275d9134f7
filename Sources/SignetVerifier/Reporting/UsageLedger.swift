import SignetAPI
import SignetTokens

/// What was identified and rejected and is not reported yet. Bounded: what is new beyond the bound
/// is not counted.
struct UsageLedger: Sendable {
  /// Of uses, and of rejections, that one renewal tells: its body stays below 64 KiB.
  static let batch = 100

  struct Report: Sendable, Equatable {
    var uses: [KeyID: Use] = [:]
    var rejections: [RejectionKey: UInt64] = [:]

    var isEmpty: Bool { uses.isEmpty && rejections.isEmpty }
    /// As much as one renewal tells: more may wait.
    var isFull: Bool { max(uses.count, rejections.count) >= UsageLedger.batch }
  }

  struct Use: Sendable, Hashable {
    var workspace: String
    var count: UInt64
    /// All in milliseconds since 1970.
    var lastUsedAt: Int64
    var newestIssuedAt: Int64
    /// Nothing if one of the tokens had no `exp`.
    var latestExpiry: Int64?

    mutating func merge(_ other: Use) {
      count = count.addingReportingOverflow(other.count).partialValue
      lastUsedAt = max(lastUsedAt, other.lastUsedAt)
      newestIssuedAt = max(newestIssuedAt, other.newestIssuedAt)
      latestExpiry =
        if let mine = latestExpiry, let theirs = other.latestExpiry { max(mine, theirs) } else {
          nil
        }
    }
  }

  struct RejectionKey: Sendable, Hashable {
    var workspace: String
    var reason: RejectionReason
  }

  private let bound: Int
  private var waiting = Report()

  init(bound: Int = 20_000) {
    self.bound = bound
  }

  var isEmpty: Bool { waiting.isEmpty }

  /// A token was identified at `now`, in milliseconds since 1970. One without `iat` counts as
  /// issued when it was seen, and none as issued later than that.
  mutating func note(_ identity: VerifiedIdentity, workspace: String, now: Int64) {
    note(
      Use(
        workspace: workspace, count: 1, lastUsedAt: now,
        newestIssuedAt: min(identity.issuedAt ?? now, now), latestExpiry: identity.expiresAt),
      of: identity.kid)
  }

  mutating func note(_ reason: RejectionReason, workspace: String) {
    note(1, RejectionKey(workspace: workspace, reason: reason))
  }

  /// A part of what waits, small enough for one renewal.
  mutating func take() -> Report {
    var report = Report()
    for (kid, use) in waiting.uses.prefix(Self.batch) { report.uses[kid] = use }
    for (key, count) in waiting.rejections.prefix(Self.batch) { report.rejections[key] = count }
    // One by one, so that the rest keeps its place in memory.
    for kid in report.uses.keys { waiting.uses[kid] = nil }
    for key in report.rejections.keys { waiting.rejections[key] = nil }
    return report
  }

  /// What could not be told, for the next renewal.
  mutating func putBack(_ report: Report) {
    for (kid, use) in report.uses { note(use, of: kid) }
    for (key, count) in report.rejections { note(count, key) }
  }

  private mutating func note(_ use: Use, of kid: KeyID) {
    if let index = waiting.uses.index(forKey: kid) {
      waiting.uses.values[index].merge(use)
    } else if waiting.uses.count < bound {
      waiting.uses[kid] = use
    }
  }

  private mutating func note(_ count: UInt64, _ key: RejectionKey) {
    if let index = waiting.rejections.index(forKey: key) {
      waiting.rejections.values[index] += count
    } else if waiting.rejections.count < bound {
      waiting.rejections[key] = count
    }
  }
}

extension LeaseRenewal {
  init(holds: UInt64, report: UsageLedger.Report) {
    self.init(
      holds: holds,
      uses: report.uses.map { kid, use in
        Use(
          workspace: use.workspace, kid: kid.text, count: use.count,
          lastUsedAt: APITime(milliseconds: use.lastUsedAt),
          newestIssuedAt: APITime(milliseconds: use.newestIssuedAt),
          latestExpiry: use.latestExpiry.map(APITime.init(milliseconds:)))
      },
      rejections: report.rejections.map {
        Rejected(workspace: $0.workspace, reason: $0.reason.rawValue, count: $1)
      })
  }
}
