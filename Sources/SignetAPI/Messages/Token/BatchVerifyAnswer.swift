/// The answers of a batch, in the order of its tokens.
public struct BatchVerifyAnswer: Sendable, Hashable, Codable {
  /// What became of one token; a problem where it could not be looked at (no such workspace).
  public enum Result: Sendable, Hashable {
    case answer(VerifyAnswer)
    case problem(Problem)
  }

  public var results: [Result]

  public init(results: [Result]) {
    self.results = results
  }
}

extension BatchVerifyAnswer.Result: Codable {
  private enum CodingKeys: CodingKey {
    case problem
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    if let problem = try members.decodeIfPresent(Problem.self, forKey: .problem) {
      self = .problem(problem)
    } else {
      self = .answer(try VerifyAnswer(from: decoder))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .answer(let answer): try answer.encode(to: encoder)
    case .problem(let problem):
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(problem, forKey: .problem)
    }
  }
}
