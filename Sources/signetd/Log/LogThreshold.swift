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

/// A handler whose level is the one that all share.
protocol ThresholdLog: LogHandler {
  var threshold: LogThreshold { get }
}

extension ThresholdLog {
  var logLevel: Logger.Level {
    get { threshold.level }
    set { threshold.level = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }
}
