/// That uses up to a moment may not have been counted. It makes *unknown* of a *never* for every
/// version that was there before it.
public struct UsageGap: Equatable, Sendable {
  public enum Cause: Equatable, Sendable {
    /// The daemon did not end as it should: counts of the last seconds may be lost.
    case uncleanStop
    /// A version of Signet that counted nothing served until then.
    case notCountedBefore
    /// A verifier's lease ran out without its last report.
    case leaseRanOut(verifier: String)
    /// Tokens came while enforcement was off, and nobody looked at them.
    case notChecked
    /// Verifiers reported more than is kept.
    case tooMuchReported
    /// The stored counts do not open.
    case damaged
  }

  public let at: Timestamp
  public let cause: Cause
}

extension UsageGap? {
  /// The later of both: it says all that the earlier one said.
  mutating func raise(to other: UsageGap?) {
    guard let other else { return }
    if let own = self, own.at >= other.at { return }
    self = other
  }
}
