import SignetClient

/// What a verifier must do next. Each order is answered to the cache that gave it, once.
enum Order: Sendable, Hashable {
  /// Open a stream; then tell of its events, and of its end.
  case open(StreamOrder)
  /// End the stream of this number; its end is told as that of any.
  case close(UInt64)
  case fetch(FetchOrder)
  case renew(RenewalOrder)
}

struct StreamOrder: Sendable, Hashable {
  let number: UInt64
  /// The lease whose place the new one takes.
  let replacing: String?
  let after: EventID?
  /// `CLOCK_BOOTTIME` of the order, which is before its sending.
  let sentAt: Duration
}

struct FetchOrder: Sendable, Hashable {
  let number: UInt64
  let workspace: String
  let eTag: String?
  let lease: String
  /// Which of this process's leases it is.
  let serial: UInt64
  /// What had been told when it was sent: its answer contains every change up to here.
  let position: UInt64
  let sentAt: Duration
}

struct RenewalOrder: Sendable, Hashable {
  let lease: String
  let serial: UInt64
  let holds: UInt64
  let sentAt: Duration
}

/// How a stream came to its end.
enum StreamEnd: Sendable, Hashable {
  /// The daemon got no request, or refused it: no lease has taken another's place.
  case notGranted
  /// The lease that it was to take the place of holds less than it must.
  case predecessorBehind
  /// The daemon may have granted a lease.
  case over
}

/// What came of a fetch.
enum FetchOutcome<Keys: Sendable>: Sendable {
  /// The workspace's own revision comes with them.
  case keys(Keys, eTag: String?, epoch: String, revision: UInt64)
  case notModified
  /// 404: the keys must be dropped.
  case workspaceNotFound
  case leaseNotFound
  /// The daemon did not answer, or not now.
  case daemonFailed(isBusy: Bool)
  /// The answer cannot be used for this workspace.
  case refused
}

/// What came of a renewal.
enum RenewalOutcome: Sendable, Hashable {
  /// Until when it is valid: this much after sending.
  case renewed(holds: UInt64, lasts: Duration)
  /// The least revision that it must hold.
  case behind(UInt64)
  case leaseNotFound
  case failed(isBusy: Bool)
}
