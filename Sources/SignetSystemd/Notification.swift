internal import CSystemd

/// Tells the service manager how the service is. Does nothing outside of one.
///
/// Source: sd_notify(3).
public enum Notification: Equatable, Sendable {
  /// The service is up: everything that it needs is open.
  case ready
  /// One line for `systemctl status`.
  case status(String)
  /// The service is on its way down.
  case stopping

  public func send() {
    sd_notify(0, state)
  }

  var state: String {
    switch self {
    case .ready: "READY=1"
    // A newline would end the assignment and begin another.
    case .status(let text): "STATUS=" + text.filter { $0 != "\n" && $0 != "\r\n" }
    case .stopping: "STOPPING=1"
    }
  }
}
