/// The lease that the last `hello` granted, as its holder counts it.
struct HeldLease: Sendable {
  let id: String
  /// Which of this process's leases it is.
  let serial: UInt64
  /// `CLOCK_BOOTTIME` of when no key may be used under it any more, counted from sending.
  var end: Duration
  /// When the request was sent that it is counted from.
  var sentAt: Duration
  /// What the daemon is known to have it down for.
  var told: UInt64 = 0
  /// The daemon refused to renew it while it held less.
  var mustHold: UInt64 = 0
  /// A stream was asked for that takes its place, so the daemon may not know it any more.
  var successorAsked = false
}
