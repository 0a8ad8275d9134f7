import Synchronization

/// How many secrets a uid may be shown a second, so that one process that fetches without need
/// fills neither the disk with audit entries nor the committer's time.
///
/// A token bucket a uid, which holds `burst` seconds' worth: a verifier that starts may fetch many
/// workspaces at once.
final class DisclosureLimit: Sendable {
  static let burst: Int64 = 5

  private struct Bucket {
    /// Thousandths of a disclosure.
    var level: Int64
    var at: Timestamp
  }

  private let rate: Int64
  private let buckets = Mutex<[UInt32: Bucket]>([:])

  /// `rate` disclosures a second, at least 1 and at most a thousand million.
  init(rate: Int) { self.rate = Int64(min(max(rate, 1), 1_000_000_000)) }

  /// Throws `.tooManyDisclosures`.
  func take(by uid: UInt32, at now: Timestamp) throws(SignetError) {
    let taken = buckets.withLock { buckets in
      var level = buckets[uid].map { self.level(of: $0, at: now) } ?? full
      let suffices = level >= 1000
      if suffices { level -= 1000 }
      // Who has not been here for a while has a full bucket, as somebody new would.
      if buckets.count >= 1024 {
        buckets = buckets.filter { self.level(of: $0.value, at: now) < full }
      }
      buckets[uid] = Bucket(level: level, at: now)
      return suffices
    }
    guard taken else { throw .tooManyDisclosures(perSecond: Int(rate)) }
  }

  private var full: Int64 { rate * Self.burst * 1000 }

  /// A clock that went back refills nothing; the difference is bounded before it is multiplied.
  private func level(of bucket: Bucket, at now: Timestamp) -> Int64 {
    let elapsed = min(max((now - bucket.at).milliseconds, 0), Self.burst * 1000)
    return min(bucket.level + elapsed * rate, full)
  }
}

extension Permission {
  /// Whether what it allows shows a secret, or something that only its holder could make or know.
  var isDisclosure: Bool {
    switch self {
    case .revealSecrets, .identifySecrets, .signTokens, .fetchKeys: true
    case .changeWorkspaces, .readWorkspaces, .verifyTokens, .readAudit, .readStatus: false
    }
  }
}
