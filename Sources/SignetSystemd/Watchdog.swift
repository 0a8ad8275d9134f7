internal import CSystemd

/// The service manager's watchdog: it ends a service that it has not heard of for a while.
///
/// Source: sd_watchdog_enabled(3).
public enum Watchdog {
  /// Within which time it wants to hear `Notification.watchdog`; nil where it does not watch this
  /// process.
  public static var limit: Duration? {
    var microseconds: UInt64 = 0
    guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
    return .microseconds(Int64(clamping: microseconds))
  }
}
