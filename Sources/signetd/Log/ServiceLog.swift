import Logging
import SignetCore

/// What the service tells, as messages of the log.
///
/// Of what one uid asked for and did not get, only so many are written: an admin whose requests fail
/// by the thousand must not push the lines of what was done out of the journal. How many were left
/// out is in the uid's next one.
struct ServiceLog: Sendable {
  /// A second, on average; ten seconds' worth at once.
  static let failuresPerSecond = 10

  let logger: Logger
  let clock: any TrustedClock
  private let failures = RateLimit(rate: failuresPerSecond, burst: 10)

  init(_ logger: Logger, clock: any TrustedClock) {
    self.logger = logger
    self.clock = clock
  }

  func hear(_ event: ServiceEvent) {
    switch event {
    case .storeFailed(let error): logger.say(.storeFailed, ["error": "\(error)"])
    case .cryptoFailed(let what): logger.say(.cryptographyFailed, ["error": "\(what)"])
    case .storeRecovered: logger.say(.storeRecovered)
    case .damaged(let what): logger.say(.damaged, ["error": "\(what)"])
    case .retired(let workspace, let version):
      logger.say(.retired, ["workspace": "\(workspace)", "version": "\(version)"])
    case .audited(let notice): hear(notice)
    }
  }

  private func hear(_ notice: AuditNotice) {
    var fields = notice.metadata
    switch notice.outcome {
    case .allowed: break
    case .denied, .failed:
      switch failures.take(by: notice.uid ?? .max, at: clock.now()) {
      case .refused: return
      case .taken(let leftOut):
        if leftOut > 0 { fields["leftOut"] = "\(leftOut)" }
      }
    }
    logger.say(notice.message, fields)
  }
}

extension AuditNotice {
  fileprivate var message: LogMessage {
    guard case .allowed = outcome, changed else { return .administered }
    switch action {
    case .secretRotate: return .rotated
    case .secretRevoke: return .revoked
    default: return .administered
    }
  }

  fileprivate var metadata: Logger.Metadata {
    var fields: Logger.Metadata = [
      "action": "\(action.name)", "request": "\(requestID)",
      "uid": "\(uid.map(String.init) ?? LogMessage.none)",
    ]
    switch outcome {
    case .allowed: fields["outcome"] = "allowed"
    case .denied(let code): fields["outcome"] = "denied: \(code)"
    case .failed(let code): fields["outcome"] = "failed: \(code)"
    }
    fields["workspace"] = workspace.map { "\($0)" }
    fields["version"] = version.map { "\($0)" }
    return fields
  }
}
