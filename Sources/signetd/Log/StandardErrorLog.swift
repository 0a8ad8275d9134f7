import Glibc
import Logging

/// One line a message on standard error: `signetd: ready epoch=…`, `signetd: error: the store failed
/// error=…`. What is as it should be needs no word for how bad it is.
///
/// Where no terminal reads it, each line begins with its priority, `<5>signetd: ready …`, which
/// service managers and log collectors understand (sd-daemon(3)).
struct StandardErrorLog: ThresholdLog {
  let threshold: LogThreshold
  let writer: LogWriter
  var metadata: Logger.Metadata = [:]
  private let isTerminal = isatty(STDERR_FILENO) == 1

  init(threshold: LogThreshold, writer: LogWriter) {
    self.threshold = threshold
    self.writer = writer
  }

  func log(event: LogEvent) {
    let prefix = isTerminal ? "" : "<\(event.level.priority)>"
    let word = event.level <= .notice ? "" : "\(event.level): "
    let line = "\(prefix)signetd: \(word)\(LogLine.text(event, handler: metadata))\n"
    writer.write { Self.write(line) }
  }

  static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
