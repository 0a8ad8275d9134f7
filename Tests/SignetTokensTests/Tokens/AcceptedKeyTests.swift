import SignetTokens
import Testing

@Suite("Which keys are accepted")
struct AcceptedKeyTests {
  private let retired = TokenBuilder.token(secret: Fixture.retiringSecret)
  private let current = TokenBuilder.token()

  private func verify(
    _ token: [UInt8], _ keys: [AcceptedKey], deadlineNow: Int64 = Fixture.now
  ) throws -> VerifiedIdentity {
    try IdentityToken.verify(
      token, keys: keys, rules: TokenRules(), now: Fixture.now, deadlineNow: deadlineNow)
  }

  @Test("both secrets are accepted in a grace window, and the answer says which")
  func both() throws {
    #expect(try verify(current, try Fixture.keys()).version == 2)
    let identity = try verify(retired, try Fixture.keys())
    #expect(identity.version == 1)
    #expect(identity.state == .retiring)
    #expect(identity.kid.text == Fixture.retiringKid)
  }

  @Test("the retiring secret is refused from its deadline on, the current one is not")
  func deadline() throws {
    let keys = try Fixture.keys()
    #expect(throws: Never.self) {
      try verify(retired, keys, deadlineNow: Fixture.acceptUntil - 1)
    }
    for now in [Fixture.acceptUntil, Fixture.acceptUntil + 1, .max] {
      let rejection = #expect(throws: Rejection.self) {
        try verify(retired, keys, deadlineNow: now)
      }
      #expect(rejection?.reason == .signatureInvalid)
      #expect(try verify(current, keys, deadlineNow: now).version == 2)
    }
  }

  @Test("the kid of a version past its deadline is unknown")
  func kidPastDeadline() throws {
    let token = TokenBuilder.token(
      header: #"{"alg":"HS256","kid":"\#(Fixture.retiringKid)"}"#, secret: Fixture.retiringSecret)
    #expect(try verify(token, try Fixture.keys()).version == 1)
    let rejection = #expect(throws: Rejection.self) {
      try verify(token, try Fixture.keys(), deadlineNow: Fixture.acceptUntil)
    }
    #expect(rejection?.reason == .unknownKid)
  }

  @Test("without an accepted key nothing is said about the token but that")
  func none() throws {
    let retiring = try Fixture.retiring()
    let named = TokenBuilder.token(header: #"{"alg":"HS256","kid":"\#(Fixture.foreignKid)"}"#)
    for token in [current, retired, named] {
      for keys in [[], [retiring]] {
        let rejection = #expect(throws: Rejection.self) {
          try verify(token, keys, deadlineNow: Fixture.acceptUntil)
        }
        #expect(rejection?.reason == .keysUnavailable)
      }
    }
  }

  @Test("a retiring version without a deadline is not accepted")
  func noDeadline() throws {
    let retiring = try Fixture.retiring()
    let key = try AcceptedKey(
      version: 1, kid: retiring.kid, state: .retiring, acceptUntil: nil, secret: retiring.secret)
    #expect(!key.isAccepted(at: 0))
    #expect(try Fixture.current().isAccepted(at: .max))
  }

  @Test("of two versions with one secret the current one is named, however they are ordered")
  func currentFirst() throws {
    let current = try Fixture.current()
    let retiring = try AcceptedKey(
      version: 1, kid: try Fixture.retiring().kid, state: .retiring,
      acceptUntil: Fixture.acceptUntil, secret: current.secret)
    #expect(try verify(self.current, [retiring, current]).version == 2)
    #expect(try verify(self.current, [current, retiring]).version == 2)
  }
}
