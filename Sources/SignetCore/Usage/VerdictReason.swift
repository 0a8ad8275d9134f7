/// Why a verdict is what it is. Each has a stable code; the words are the server's.
public enum VerdictReason: Equatable, Sendable {
  public struct Use: Equatable, Sendable {
    public let version: UInt32
    public let count: UInt64
    public let lastUsedAt: Timestamp
    /// The verifier that reported it; nil where the daemon verified the token itself.
    public let by: String?
    public let newestIssuedAt: Timestamp
  }

  // Safe.
  /// No token of the version is on record.
  case neverUsed(version: UInt32)
  /// All tokens that were seen have expired, the skew included.
  case expired(version: UInt32, newestIssuedAt: Timestamp, latestExpiry: Timestamp)
  /// Uses were not counted until then, but tokens of that time have expired.
  case gapOver(UsageGap)
  /// Every verifier has reported since; the one that did so first.
  case allReported(count: Int, earliest: Timestamp)

  // In use.
  case tokensValid(Use, latestExpiry: Timestamp)
  case tokensWithoutExpiry(Use, lastAt: Timestamp)
  /// Tokens that are signed with the version still come, though all are rejected.
  case tokensRefused(version: UInt32, lastAt: Timestamp)

  // Unknown.
  /// Tokens without `exp` were seen, and none of them for a while: they stay valid for ever.
  case endlessTokens(version: UInt32, lastAt: Timestamp)
  /// Uses may not have been counted; tokens of then may be valid `until`.
  case usesMissing(UsageGap, until: Timestamp)
  /// Enforcement is off: tokens are not looked at.
  case notChecked
  case anonymousFetch(at: Timestamp)
  case notReported(verifier: String, reportedAt: Timestamp?)
  case othersNotReported(count: Int)

  /// Stable, for programs.
  public var code: String {
    switch self {
    case .neverUsed: "never_used"
    case .expired: "tokens_expired"
    case .gapOver: "gap_over"
    case .allReported: "all_reported"
    case .tokensValid: "tokens_valid"
    case .tokensWithoutExpiry: "tokens_without_expiry"
    case .tokensRefused: "tokens_refused"
    case .endlessTokens: "endless_tokens"
    case .usesMissing: "uses_missing"
    case .notChecked: "not_checked"
    case .anonymousFetch: "anonymous_fetch"
    case .notReported, .othersNotReported: "not_reported"
    }
  }
}
