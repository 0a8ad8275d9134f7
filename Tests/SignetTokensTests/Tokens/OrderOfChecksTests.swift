import SignetTokens
import Testing

@Suite("The order of the checks")
struct OrderOfChecksTests {
  private static let unsigned = "a secret that nobody accepts, 32+"

  private static func header(_ members: String) -> String { #"{\#(members)}"# }

  /// Each fails the check that its reason names and the next one.
  private static let rows: [Refused] = [
    Refused("long and malformed", [UInt8](repeating: 61, count: 9000), .tooLong),
    Refused(
      "malformed signature and bad header", Array("e30.e30.=".utf8), .malformed),
    Refused(
      "typ and crit", TokenBuilder.token(header: #"{"alg":"HS256","typ":1,"crit":[]}"#),
      .headerInvalid),
    Refused(
      "alg and typ", TokenBuilder.token(header: #"{"alg":"none","typ":1}"#), .algorithmNotAllowed),
    Refused(
      "crit and kid",
      TokenBuilder.token(header: #"{"alg":"HS256","crit":[],"kid":"\#(Fixture.foreignKid)"}"#),
      .criticalHeader),
    Refused(
      "kid and signature",
      TokenBuilder.token(
        header: #"{"alg":"HS256","kid":"\#(Fixture.foreignKid)"}"#, secret: unsigned),
      .unknownKid),
    Refused(
      "signature and payload", TokenBuilder.token(payload: "[]", secret: unsigned),
      .signatureInvalid),
    Refused(
      "a late bad time and an early one that passed", claims(#""exp":1,"iat":"x""#), .payloadInvalid
    ),
    Refused("a lone surrogate and expired", claims(#""exp":1,"p":"\ud800""#), .payloadInvalid),
    Refused("exp and nbf", claims(#""exp":1,"nbf":9999999999"#), .expired),
    Refused(
      "nbf and no exp", claims(#""nbf":9999999999"#), .notYetValid,
      rules: TokenRules(requireExpiry: true)),
    Refused(
      "lifetime and userId", claims(#""exp":9999999999"#), .lifetimeTooLong,
      rules: TokenRules(maxTokenLifetime: 60_000)),
    Refused(
      "expired and a lone surrogate in userId",
      TokenBuilder.token(payload: #"{"userId":"\ud800","exp":1}"#), .expired),
    Refused(
      "no exp and no userId", claims(#""p":1"#), .expiryMissing,
      rules: TokenRules(requireExpiry: true)),
    Refused("userId and email", claims(#""userId":1,"email":1"#), .userIdInvalid),
    Refused("no userId and email", claims(#""email":1"#), .userIdMissing),
    Refused("email and name", claims(#""userId":"u","name":1,"email":1"#), .emailInvalid),
  ]

  private static func claims(_ members: String) -> [UInt8] {
    TokenBuilder.token(payload: #"{\#(members)}"#)
  }

  @Test("of two failures the first in the contract's order is the reason", arguments: rows)
  func first(_ row: Refused) throws {
    try row.expectRejection()
  }
}
