import SignetTokens
import Testing

/// One row of a table of tokens that must be refused, each for its own reason.
struct Refused: CustomTestStringConvertible, Sendable {
  let what: String
  let token: [UInt8]
  let reason: RejectionReason
  let rules: TokenRules

  init(
    _ what: String, _ token: [UInt8], _ reason: RejectionReason, rules: TokenRules = TokenRules()
  ) {
    self.what = what
    self.token = token
    self.reason = reason
    self.rules = rules
  }

  var testDescription: String { what }

  /// Stands in claims' values wherever one is refused: no detail may repeat it.
  static let marked = "MARKED-VALUE"

  /// The rejection, after holding it against the row.
  @discardableResult
  func expectRejection() throws -> Rejection? {
    let rejection = #expect(throws: Rejection.self) {
      try Fixture.verify(token, rules: rules)
    }
    #expect(rejection?.reason == reason)
    #expect(rejection?.detail.isEmpty == false)
    #expect(rejection?.detail.contains(Self.marked) == false)
    return rejection
  }
}
