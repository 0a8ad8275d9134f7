import Logging
import SignetSystemd

/// Where the daemon's messages go: into the journal where it reads our standard error, else there.
struct Log {
  let threshold: LogThreshold
  let writer = LogWriter()
  let logger: Logger

  init(level: Logger.Level) {
    let threshold = LogThreshold(level)
    let writer = writer
    self.threshold = threshold
    let inJournal = Journal.isStandardError
    let handler: any LogHandler =
      inJournal
      ? JournalLog(threshold: threshold, writer: writer)
      : StandardErrorLog(threshold: threshold, writer: writer)
    logger = Logger(label: "signetd") { _ in handler }
  }

  /// Says why the daemon does not start: with a name and a next step, in the journal as one entry.
  func refuse(_ error: StartError) {
    Notification.status("start refused: \(error.message)").send()
    guard Journal.isStandardError else {
      writer.flush()
      StandardErrorLog.write(error.text)
      return
    }
    logger.say(.startRefused, error.metadata)
    writer.flush()
  }
}

extension StartError {
  var metadata: Logger.Metadata {
    ["error": "\(message)", "hint": "\(hint ?? LogMessage.none)"]
  }
}
