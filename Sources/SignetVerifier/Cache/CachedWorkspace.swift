/// What is held of one workspace, and what is known against it.
struct CachedWorkspace<Keys: Sendable>: Sendable {
  /// Under which lease the keys were fetched, or found unchanged.
  enum Standing: Sendable, Equatable {
    /// None that gives the right to use them.
    case none
    case current
    /// An earlier one, that gives the right until then.
    case former(until: Duration)
  }

  /// Changes that the daemon told of and that the keys may not contain.
  struct Pending: Sendable, Equatable {
    var first: UInt64
    var last: UInt64
  }

  var keys: Keys?
  var eTag: String?
  /// The workspace's own revision in the newest key set that came.
  var revision: UInt64 = 0
  /// The keys contain every change up to here.
  var validAt: UInt64 = 0
  var standing = Standing.none
  var pending: Pending?

  var lastUsed: Duration
  /// When the last fetch was sent, and the last that was answered.
  var lastSent: Duration?
  var lookedAt: Duration?
  /// Somebody waits for a look that is sent at this time or later.
  var recheck: Duration?
  /// The one fetch that is on its way.
  var flight: UInt64?
  var backoff = Backoff()

  init(usedAt now: Duration) {
    lastUsed = now
  }

  var needsFetch: Bool { isUrgent || standing != .current }

  /// Somebody waits for it, or a change does.
  var isUrgent: Bool { keys == nil || pending != nil || recheck != nil }

  /// When no look may be had before, but for the fetch that is on its way.
  var mayBeSentAt: Duration {
    let onlyRecheck = keys != nil && pending == nil && standing == .current
    guard onlyRecheck, let lastSent else { return backoff.until }
    return max(backoff.until, lastSent + CachePolicy.patience)
  }

  /// A change at `revision` was told.
  mutating func told(_ revision: UInt64) {
    guard revision > max(validAt, self.revision) else { return }
    expect(revision...revision)
  }

  /// One of these may have changed the keys.
  mutating func expect(_ revisions: ClosedRange<UInt64>) {
    pending = Pending(
      first: min(pending?.first ?? .max, revisions.lowerBound),
      last: max(pending?.last ?? 0, revisions.upperBound))
  }

  mutating func forgetKeys() {
    keys = nil
    eTag = nil
    standing = .none
  }
}
