import Logging

/// A message and what goes with it as one line: `ready epoch=… revision=1`.
enum LogLine {
  static func text(_ event: LogEvent, handler: Logger.Metadata) -> String {
    var line = "\(event.message)"
    for (name, value) in fields(event, handler: handler) { line += " \(name)=\(value)" }
    // A value with a newline must not look like a line of ours.
    return PlainText.line(line.map { $0.isNewline ? " " : String($0) }.joined())
  }

  /// Sorted by name, without the message's id.
  static func fields(_ event: LogEvent, handler: Logger.Metadata) -> [(name: String, value: String)]
  {
    handler.merging(event.metadata ?? [:]) { $1 }
      .filter { $0.key != LogMessage.idField }
      .sorted { $0.key < $1.key }
      .map { (name: $0.key, value: "\($0.value)") }
  }
}

extension Logger.Level {
  /// Of syslog(3): 7 is debug, 0 the end of the world.
  var priority: Int {
    switch self {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
