import SignetAPI
import SignetClient

/// Why a command did not do what it was asked for.
enum CommandError: Error, Sendable, Equatable {
  case client(ClientError)
  /// A change may have been made or not; with the key that makes repeating it safe.
  case outcomeUnknown(ClientError, idempotencyKey: String)
  /// The arguments contradict each other, or one cannot be read.
  case usage(String)
  /// What came on the standard input cannot be used.
  case badInput(String, hint: String? = nil)
  case notConfirmed
  case outputFailed(Int32)
  /// What was to be changed is, but verifiers have not followed in time; the text says who.
  case incomplete(String, hint: String)
  /// The token was looked at and rejected; the reason has been printed.
  case tokenRejected
  /// What a check found has been printed, and it is not fine.
  case checked(StatusCheck.Verdict)
  /// The work was done as far as it went, and this is what is wrong.
  case failed(String, hint: String?)
}

extension CommandError {
  var status: ExitStatus {
    switch self {
    case .client(let error), .outcomeUnknown(let error, _): error.status
    case .usage: .usage
    case .incomplete: .incomplete
    case .tokenRejected: .rejected
    case .checked(let verdict): verdict.exitStatus
    case .badInput, .notConfirmed, .outputFailed, .failed: .failed
    }
  }
}

extension ClientError {
  fileprivate var status: ExitStatus {
    switch self {
    case .unreachable, .connectionLost, .timedOut: .unreachable
    case .notPermitted: .notPermitted
    case .problem(let problem):
      switch problem.knownCode {
      case .forbidden: .notPermitted
      case .verifiersBehind: .incomplete
      default: .failed
      }
    case .protocolViolation: .failed
    }
  }
}
