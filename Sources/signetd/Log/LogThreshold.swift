import Logging
import Synchronization

/// The least important level that is logged. All loggers share one, so that it can be changed while
/// the daemon runs.
final class LogThreshold: Sendable {
  private let current: Mutex<Logger.Level>

  init(_ level: Logger.Level) { current = Mutex(level) }

  var level: Logger.Level {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }
}
