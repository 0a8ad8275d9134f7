internal import CSystemd

/// Tells the service manager how the service is. Does nothing outside of one.
///
/// Source: sd_notify(3).
public enum Notification: Equatable, Sendable {
  /// The service is up, or has done with reloading: everything that it needs is open.
  case ready
  /// The configuration is being read again, since this time of `CLOCK_MONOTONIC` in microseconds.
  case reloading(since: UInt64)
  /// One line for `systemctl status`.
  case status(String)
  /// All parts are alive.
  case watchdog
  /// The service is on its way down.
  case stopping

  public func send() {
    sd_notify(0, state)
  }

  var state: String {
    switch self {
    case .ready: "READY=1"
    case .reloading(let time): "RELOADING=1\nMONOTONIC_USEC=\(time)"
    // A newline would end the assignment and begin another.
    case .status(let text): "STATUS=" + text.filter { $0 != "\n" && $0 != "\r\n" }
    case .watchdog: "WATCHDOG=1"
    case .stopping: "STOPPING=1"
    }
  }
}
