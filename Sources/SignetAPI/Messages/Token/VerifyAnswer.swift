/// What a token proves. A bad token is an answer, not an error.
public struct VerifyAnswer: Sendable, Hashable, Codable {
  public enum Outcome: String, Sendable, Hashable, CaseIterable, Codable {
    case identified, rejected
    /// The workspace does not check tokens.
    case skipped
  }

  /// What the product does with the visitor.
  public enum Decision: String, Sendable, Hashable, CaseIterable, Codable {
    case identified, anonymous, deny
  }

  public var outcome: Outcome
  public var decision: Decision
  public var identity: Identity?
  /// The version that the token was signed with.
  public var version: UInt32?
  public var state: SecretState?
  public var kid: String?
  /// A stable word, where the token was not accepted.
  public var reason: String?
  public var detail: String?

  public init(
    identity: Identity, version: UInt32, state: SecretState, kid: String
  ) {
    outcome = .identified
    decision = .identified
    self.identity = identity
    self.version = version
    self.state = state
    self.kid = kid
  }

  /// `outcome` is rejected or skipped.
  public init(outcome: Outcome, decision: Decision, reason: String?, detail: String?) {
    self.outcome = outcome
    self.decision = decision
    self.reason = reason
    self.detail = detail
  }
}
