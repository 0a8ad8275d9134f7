/// How an exchange on an open connection fails.
enum ExchangeError: Error, Sendable, Hashable {
  /// The peer closed before the first byte of its answer.
  case closedUnanswered
  /// The peer closed within its answer.
  case closedWithin
  case timedOut
  case answerTooLarge
  /// What the HTTP codec says is wrong.
  case notHTTP(String)

  func clientError(_ configuration: ClientConfiguration) -> ClientError {
    switch self {
    case .closedUnanswered, .closedWithin: .connectionLost(path: configuration.socketPath)
    case .timedOut: .timedOut(path: configuration.socketPath)
    case .answerTooLarge:
      .protocolViolation("the answer is larger than \(configuration.largestAnswer) bytes")
    case .notHTTP(let detail): .protocolViolation(detail)
    }
  }
}
