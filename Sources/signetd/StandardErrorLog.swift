import Foundation
import Logging

/// One line a message on standard error: `signetd: ready epoch=…`, `signetd: error: the store failed
/// error=…`. What is as it should be needs no word for how bad it is.
struct StandardErrorLog: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  static func logger(level: String) -> Logger {
    Logger(label: "signetd") { _ in
      StandardErrorLog(logLevel: Logger.Level(rawValue: level) ?? .info)
    }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let isNormal = event.level <= .notice
    var line = isNormal ? "signetd: \(event.message)" : "signetd: \(event.level): \(event.message)"
    let fields = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
    // A value with a newline must not look like a line of ours.
    line = line.map { $0.isNewline ? " " : String($0) }.joined()
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
