import Logging
import SignetSystemd

/// Entries of the journal: the message as a line, and each of its values as a field of its own,
/// `SIGNET_WORKSPACE=`, `SIGNET_REQUEST=` ….
struct JournalLog: ThresholdLog {
  let threshold: LogThreshold
  let writer: LogWriter
  var metadata: Logger.Metadata = [:]

  init(threshold: LogThreshold, writer: LogWriter) {
    self.threshold = threshold
    self.writer = writer
  }

  func log(event: LogEvent) {
    let line = LogLine.text(event, handler: metadata)
    let fields = Self.fields(event, line: line, handler: metadata)
    writer.write {
      // A journal that takes nothing still reads our standard error.
      if !Journal.send(fields) {
        StandardErrorLog.write("<\(event.level.priority)>\(line)\n")
      }
    }
  }

  static func fields(
    _ event: LogEvent, line: String, handler: Logger.Metadata
  ) -> [(name: String, value: String)] {
    var fields = [
      (name: "MESSAGE", value: line), (name: "PRIORITY", value: "\(event.level.priority)"),
      (name: "SYSLOG_IDENTIFIER", value: "signetd"),
    ]
    if let id = event.metadata?[LogMessage.idField] {
      fields.append((name: "MESSAGE_ID", value: "\(id)"))
    }
    for (name, value) in LogLine.fields(event, handler: handler) {
      fields.append((name: "SIGNET_" + fieldName(name), value: value))
    }
    return fields
  }

  /// `onBehalfOf` is `ON_BEHALF_OF`.
  private static func fieldName(_ name: String) -> String {
    var text = ""
    for character in name {
      if character.isUppercase { text += "_" }
      text += character.isLetter || character.isNumber ? character.uppercased() : "_"
    }
    return text
  }
}
