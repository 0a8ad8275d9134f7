import Logging
import SignetCore

extension ServiceEvent {
  func log(to logger: Logger) {
    switch self {
    case .storeFailed(let error): logger.say(.storeFailed, ["error": "\(error)"])
    case .cryptoFailed(let what): logger.say(.cryptographyFailed, ["error": "\(what)"])
    case .storeRecovered: logger.say(.storeRecovered)
    case .damaged(let what): logger.say(.damaged, ["error": "\(what)"])
    case .retired(let workspace, let version):
      logger.say(.retired, ["workspace": "\(workspace)", "version": "\(version)"])
    case .audited(let notice): logger.say(notice.message, notice.metadata)
    }
  }
}

extension AuditNotice {
  fileprivate var message: LogMessage {
    guard case .allowed = outcome else { return .administered }
    switch action {
    case .secretRotate: return .rotated
    case .secretRevoke: return .revoked
    default: return .administered
    }
  }

  fileprivate var metadata: Logger.Metadata {
    var fields: Logger.Metadata = ["action": "\(action.name)", "request": "\(requestID)"]
    switch outcome {
    case .allowed: fields["outcome"] = "allowed"
    case .denied(let code): fields["outcome"] = "denied: \(code)"
    case .failed(let code): fields["outcome"] = "failed: \(code)"
    }
    fields["workspace"] = workspace.map { "\($0)" }
    fields["version"] = version.map { "\($0)" }
    fields["uid"] = uid.map { "\($0)" }
    return fields
  }
}
