import Synchronization

/// How often a uid may have something done a second, so that one process can fill neither the disk
/// with audit entries nor the committer's time.
///
/// A token bucket a uid, which holds `burst` seconds' worth: a verifier that starts may fetch many
/// workspaces at once.
final class RateLimit: Sendable {
  enum Outcome: Equatable {
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

  /// A second, on average.
  let rate: Int
  private let burst: Int64
  private let buckets = Mutex<[UInt32: Bucket]>([:])

  /// `rate` is taken as at least 1 and at most a thousand million, `burst` in seconds.
  init(rate: Int, burst: Int64 = 5) {
    self.rate = min(max(rate, 1), 1_000_000_000)
    self.burst = burst
  }

  func take(by uid: UInt32, at now: Timestamp) -> Outcome {
    buckets.withLock { buckets in
      var bucket = buckets[uid] ?? Bucket(level: full, at: now)
      bucket.level = level(of: bucket, at: now)
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
        buckets = buckets.filter { self.level(of: $0.value, at: now) < full }
      }
      buckets[uid] = bucket
      return outcome
    }
  }

  private var full: Int64 { Int64(rate) * burst * 1000 }

  /// A clock that went back refills nothing; the difference is bounded before it is multiplied.
  private func level(of bucket: Bucket, at now: Timestamp) -> Int64 {
    let elapsed = min(max((now - bucket.at).milliseconds, 0), burst * 1000)
    return min(bucket.level + elapsed * Int64(rate), full)
  }
}
