import SignetClient

extension ClientError {
  /// Why the daemon could not be asked.
  var words: String {
    switch self {
    case .unreachable(let path, let code): "\(path): \(SystemText.of(code))"
    case .notPermitted(let path, let group):
      "\(path): only root and members of the group \(group) may connect"
    case .connectionLost(let path): "\(path): it closed the connection before it answered"
    case .timedOut(let path): "\(path): it did not answer in time"
    case .problem(let problem): "it answered: \(problem.title)"
    case .protocolViolation: "it answered in a way that this command does not understand"
    }
  }
}
