import SignetTokens
import Testing

@Suite("Tokens refused for their claims")
struct RefusedClaimsTests {
  @Test("a token is refused for its times and for whom it names", arguments: times + names)
  func refused(_ row: Refused) throws {
    let rejection = try row.expectRejection()
    #expect(rejection?.version == 2)
  }

  private static let marked = Refused.marked
  private static let seconds = Fixture.now / 1000

  private static func claims(
    _ what: String, _ claims: String, _ reason: RejectionReason, rules: TokenRules = TokenRules()
  ) -> Refused {
    Refused(what, TokenBuilder.claims(claims), reason, rules: rules)
  }

  private static let hour = TokenRules(maxTokenLifetime: 3_600_000)
  private static let noSkew = TokenRules(clockSkew: 0)

  static let times: [Refused] = [
    claims("expired by exactly the skew", #""exp":\#(seconds - 60)"#, .expired),
    claims("expired long ago", #""exp":1"#, .expired),
    claims("expired at nought", #""exp":0"#, .expired),
    claims("expired at minus nought", #""exp":-0"#, .expired),
    claims("expired this millisecond", #""exp":\#(seconds)"#, .expired, rules: noSkew),
    claims("expired by a fraction", #""exp":\#(seconds - 60 - 1).999"#, .expired),
    claims("written with an exponent", #""exp":1.76e9"#, .expired),
    claims("valid a second past the skew", #""nbf":\#(seconds + 61)"#, .notYetValid),
    claims("valid a millisecond past the skew", #""nbf":\#(seconds + 60).001"#, .notYetValid),
    claims("valid in a second", #""nbf":\#(seconds + 1)"#, .notYetValid, rules: noSkew),
    claims("valid in the year 200,000,000", #""nbf":9223372036854775"#, .notYetValid),
    claims("no exp", #""iat":\#(seconds)"#, .expiryMissing, rules: TokenRules(requireExpiry: true)),
    claims("no exp where the lifetime is limited", #""iat":1"#, .expiryMissing, rules: hour),
    claims(
      "a millisecond longer than allowed", #""iat":\#(seconds),"exp":\#(seconds + 3600).001"#,
      .lifetimeTooLong, rules: hour),
    claims(
      "too long from an earlier iat, not from now",
      #""iat":\#(seconds - 600),"exp":\#(seconds + 3001)"#, .lifetimeTooLong, rules: hour),
    claims(
      "too long, hidden by an iat ahead of any clock",
      #""iat":\#(seconds + 86400),"exp":\#(seconds + 90000)"#, .lifetimeTooLong, rules: hour),
    claims(
      "too long from the latest iat that clocks allow",
      #""iat":\#(seconds + 61),"exp":\#(seconds + 3661)"#, .lifetimeTooLong, rules: hour),
    claims("too long from now", #""exp":\#(seconds + 3601)"#, .lifetimeTooLong, rules: hour),
    claims(
      "milliseconds where seconds belong",
      #""iat":\#(Fixture.now),"exp":\#(Fixture.now + 3_600_000)"#,
      .lifetimeTooLong, rules: hour),
  ]

  private static func user(_ what: String, _ json: String?, _ reason: RejectionReason) -> Refused {
    let member = json.map { #""userId":\#($0),"# } ?? ""
    return Refused(what, TokenBuilder.token(payload: #"{\#(member)"p":1}"#), reason)
  }

  static let names: [Refused] = [
    user("no userId", nil, .userIdMissing),
    user("userId null", "null", .userIdMissing),
    user("userId empty", #""""#, .userIdInvalid),
    user("userId a number", "1042", .userIdInvalid),
    user("userId nought", "0", .userIdInvalid),
    user("userId a fraction", "1.5", .userIdInvalid),
    user("userId true", "true", .userIdInvalid),
    user("userId an array", #"["\#(marked)"]"#, .userIdInvalid),
    user("userId an object", #"{"id":"\#(marked)"}"#, .userIdInvalid),
    user("userId with a lone surrogate", #""\#(marked)\ud800""#, .userIdInvalid),
    user("userId with NUL", #""\#(marked)\u0000""#, .userIdInvalid),
    Refused(
      "user_id instead of userId", TokenBuilder.token(payload: #"{"user_id":"\#(marked)"}"#),
      .userIdMissing),
    Refused(
      "userid instead of userId", TokenBuilder.token(payload: #"{"userid":"\#(marked)"}"#),
      .userIdMissing),
    Refused("only sub", TokenBuilder.token(payload: #"{"sub":"\#(marked)"}"#), .userIdMissing),
    claims("email a number", #""email":1"#, .emailInvalid),
    claims("email false", #""email":false"#, .emailInvalid),
    claims("email an array", #""email":["\#(marked)"]"#, .emailInvalid),
    claims("email with a lone surrogate", #""email":"\#(marked)\udc00""#, .emailInvalid),
    claims("email with NUL", #""email":"\#(marked)\u0000""#, .emailInvalid),
    claims("name a number", #""name":1"#, .nameInvalid),
    claims("name an object", #""name":{"first":"\#(marked)"}"#, .nameInvalid),
    claims("name with a lone surrogate", #""name":"\ud83e\#(marked)""#, .nameInvalid),
    claims("name with NUL", #""name":"\u0000\#(marked)""#, .nameInvalid),
  ]

  @Test("the detail for a number says how to make a string of it")
  func stringOfNumber() throws {
    let row = try #require(Self.names.first { $0.what == "userId a number" })
    #expect(try row.expectRejection()?.detail.contains("String(user.id)") == true)
  }
}
