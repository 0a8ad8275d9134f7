import Synchronization

/// How often a uid may have something done a second, so that one process can fill neither the disk
/// with audit entries nor the committer's time.
///
/// A token bucket a uid, which holds `burst` seconds' worth: a verifier that starts may fetch many
/// workspaces at once.
public final class RateLimit: Sendable {
  public enum Outcome: Equatable {
    /// `refusedBefore`: how often the uid was refused since it was last let through.
    case taken(refusedBefore: Int)
    case refused
  }

  private struct Bucket {
    /// Thousandths.
    var level: Int64
    var at: Timestamp
    var refused = 0
  }

  /// What `rate` is taken as at least and at most.
  private static let rates = 1...1_000_000_000

  private let current: Atomic<Int>
  private let burst: Int64
  private let buckets = Mutex<[UInt32: Bucket]>([:])

  /// `burst` in seconds.
  public init(rate: Int, burst: Int64 = 5) {
    current = Atomic(Self.taken(rate))
    self.burst = burst
  }

  /// A second, on average. A new one holds from the next call on.
  public var rate: Int {
    get { current.load(ordering: .relaxed) }
    set { current.store(Self.taken(newValue), ordering: .relaxed) }
  }

  private static func taken(_ rate: Int) -> Int {
    min(max(rate, rates.lowerBound), rates.upperBound)
  }

  public func take(by uid: UInt32, at now: Timestamp) -> Outcome {
    // One rate for the whole call, whoever sets another meanwhile.
    let rate = rate
    let full = Int64(rate) * burst * 1000
    return buckets.withLock { buckets in
      var bucket = buckets[uid] ?? Bucket(level: full, at: now)
      bucket.level = level(of: bucket, rate: rate, at: now)
      bucket.at = now
      let outcome: Outcome
      if bucket.level >= 1000 {
        bucket.level -= 1000
        outcome = .taken(refusedBefore: bucket.refused)
        bucket.refused = 0
      } else {
        bucket.refused += 1
        outcome = .refused
      }
      // Who has not been here for a while has a full bucket, as somebody new would.
      if buckets.count >= 1024 {
        buckets = buckets.filter { self.level(of: $0.value, rate: rate, at: now) < full }
      }
      buckets[uid] = bucket
      return outcome
    }
  }

  /// A clock that went back refills nothing; the difference is bounded before it is multiplied.
  private func level(of bucket: Bucket, rate: Int, at now: Timestamp) -> Int64 {
    let elapsed = min(max((now - bucket.at).milliseconds, 0), burst * 1000)
    return min(bucket.level + elapsed * Int64(rate), Int64(rate) * burst * 1000)
  }
}
