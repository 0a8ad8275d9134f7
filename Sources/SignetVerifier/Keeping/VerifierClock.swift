import Glibc

/// The clocks that a verifier goes by, so that tests can move them.
struct VerifierClock: Sendable {
  struct Reading: Sendable {
    /// `CLOCK_BOOTTIME`, which a suspend does not stop: leases are counted on it.
    let uptime: Duration
    /// Milliseconds since 1970: the times in tokens, and deadlines.
    let wall: Int64
  }

  let uptime: @Sendable () -> Duration
  let wall: @Sendable () -> Int64
  /// Returns at this uptime, or when the task is cancelled.
  let sleep: @Sendable (_ until: Duration) async -> Void

  func read() -> Reading { Reading(uptime: uptime(), wall: wall()) }

  static let system = VerifierClock(
    uptime: { duration(CLOCK_BOOTTIME) },
    wall: {
      let time = reading(CLOCK_REALTIME)
      return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    },
    // A wake that comes late, or early, is asked for again by who sleeps.
    sleep: { until in try? await Task.sleep(for: until - duration(CLOCK_BOOTTIME)) })

  private static func duration(_ clock: clockid_t) -> Duration {
    let time = reading(clock)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  private static func reading(_ clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
  }
}
