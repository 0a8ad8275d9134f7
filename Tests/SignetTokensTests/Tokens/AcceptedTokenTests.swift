import SignetTokens
import Testing

/// One row of a table of tokens that identify somebody.
struct Accepted: CustomTestStringConvertible, Sendable {
  let what: String
  let token: [UInt8]
  var userId = "u-1"
  var email: String?
  var name: String?
  var properties = "{}"
  var issuedAt: Int64?
  var expiresAt: Int64?
  var rules = TokenRules()

  var testDescription: String { what }
}

@Suite("Tokens that identify somebody")
struct AcceptedTokenTests {
  private static func header(_ what: String, _ header: String) -> Accepted {
    Accepted(what: what, token: TokenBuilder.token(header: header))
  }

  private static func claims(
    _ what: String, _ claims: String, email: String? = nil, name: String? = nil,
    properties: String = "{}", issuedAt: Int64? = nil, expiresAt: Int64? = nil,
    rules: TokenRules = TokenRules()
  ) -> Accepted {
    Accepted(
      what: what, token: TokenBuilder.claims(claims), email: email, name: name,
      properties: properties, issuedAt: issuedAt, expiresAt: expiresAt, rules: rules)
  }

  private static func user(_ what: String, _ json: String, _ userId: String) -> Accepted {
    Accepted(
      what: what, token: TokenBuilder.token(payload: #"{"userId":\#(json)}"#), userId: userId)
  }

  private static let seconds = Fixture.now / 1000

  static let rows: [Accepted] = [
    header("nothing but alg", #"{"alg":"HS256"}"#),
    header("typ jwt", #"{"alg":"HS256","typ":"jwt"}"#),
    header("typ Jwt", #"{"typ":"Jwt","alg":"HS256"}"#),
    header("alg with an escape", #"{"alg":"HS\u0032\u00356"}"#),
    header("members of the signer's own", #"{"alg":"HS256","cty":1,"x5t":null}"#),
    header("Signet's kid", #"{"alg":"HS256","kid":"\#(Fixture.currentKid)"}"#),
    header("a customer's kid", #"{"alg":"HS256","kid":"2024-backend"}"#),
    header("an empty kid", #"{"alg":"HS256","kid":""}"#),
    header("almost Signet's kid", #"{"alg":"HS256","kid":"\#(Fixture.foreignKid)z"}"#),
    header("white space in the header", "{ \"alg\" :\t\"HS256\"\r\n}"),
    claims("email null", #""email":null"#),
    claims("name null", #""name":null"#),
    claims("email and name", #""email":"a@b.c","name":"A""#, email: "a@b.c", name: "A"),
    claims("empty email", #""email":"""#, email: ""),
    claims("a name outside ASCII", #""name":"Zoë 🦊 李小龍""#, name: "Zoë 🦊 李小龍"),
    claims("a name in escapes", #""name":"Zo\u00eb \ud83e\udd8a\/""#, name: "Zoë 🦊/"),
    claims("a decomposed name", #""name":"Zoe\u0308""#, name: "Zoe\u{308}"),
    claims(
      "nested properties, numbers as written",
      #""z":{"b":[1,2.50,-0,1e400,{"c":null}],"a":true},"n":12345678901234567890.10"#,
      properties:
        #"{"z":{"b":[1,2.50,-0,1e400,{"c":null}],"a":true},"n":12345678901234567890.10}"#),
    claims(
      "properties with escapes", #""p":"\u0000\u001f\b\f\n\r\t\"\\\/\u2028\u007f""#,
      properties: #"{"p":"\u0000\u001f\b\f\n\r\t\"\\/"# + "\u{2028}\u{7f}\"}"),
    claims(
      "registered claims", #""sub":"s","aud":["a"],"iss":"i","jti":"j""#,
      properties: #"{"sub":"s","aud":["a"],"iss":"i","jti":"j"}"#),
    claims(
      "names that differ in form only", #""é":1,"e\u0301":2"#,
      properties: "{\"é\":1,\"e\u{301}\":2}"),
    claims(
      "names that differ in case only", #""userid":1,"EMAIL":2"#,
      properties: #"{"userid":1,"EMAIL":2}"#),
    claims("an empty name", #""":1"#, properties: #"{"":1}"#),
    claims("32 levels", #""p":"# + nested(31), properties: #"{"p":\#(nested(31))}"#),
    claims("fractional iat", #""iat":1760000000.1239"#, issuedAt: 1_760_000_000_123),
    claims("iat with an exponent", #""iat":1.7600000005e9"#, issuedAt: 1_760_000_000_500),
    claims("iat in the future", #""iat":\#(seconds + 9999)"#, issuedAt: Fixture.now + 9_999_000),
    claims("exp within the skew", #""exp":\#(seconds - 59)"#, expiresAt: Fixture.now - 59_000),
    claims(
      "exp a millisecond within the skew", #""exp":\#(seconds - 60).001"#,
      expiresAt: Fixture.now - 59_999),
    claims(
      "exp in a millisecond", #""exp":\#(seconds).001"#, expiresAt: Fixture.now + 1,
      rules: TokenRules(clockSkew: 0)),
    claims("nbf now plus the skew", #""nbf":\#(seconds + 60)"#),
    claims("nbf now", #""nbf":\#(seconds)"#, rules: TokenRules(clockSkew: 0)),
    claims("the largest exp", #""exp":9223372036854775"#, expiresAt: 9_223_372_036_854_775_000),
    claims(
      "exactly as long as allowed", #""iat":\#(seconds),"exp":\#(seconds + 3600)"#,
      issuedAt: Fixture.now, expiresAt: Fixture.now + 3_600_000,
      rules: TokenRules(requireExpiry: true, maxTokenLifetime: 3_600_000)),
    claims(
      "as long as allowed from an iat in the future",
      #""iat":\#(seconds + 30),"exp":\#(seconds + 3630)"#, issuedAt: Fixture.now + 30_000,
      expiresAt: Fixture.now + 3_630_000, rules: TokenRules(maxTokenLifetime: 3_600_000)),
    user("a userId of a space", #"" ""#, " "),
    user("a userId outside ASCII", #""użytkownik-7""#, "użytkownik-7"),
    user("a userId that looks like a number", #""0042""#, "0042"),
  ]

  private static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test("identifies exactly whom the claims name", arguments: rows)
  func accepted(_ row: Accepted) throws {
    let identity = try Fixture.verify(row.token, rules: row.rules)
    #expect(Array(identity.userId.utf8) == Array(row.userId.utf8))
    #expect(identity.email.map { Array($0.utf8) } == row.email.map { Array($0.utf8) })
    #expect(identity.name.map { Array($0.utf8) } == row.name.map { Array($0.utf8) })
    #expect(
      String(decoding: identity.properties, as: UTF8.self).utf8.elementsEqual(row.properties.utf8))
    #expect(identity.issuedAt == row.issuedAt)
    #expect(identity.expiresAt == row.expiresAt)
    #expect(identity.version == 2)
    #expect(identity.state == .current)
    #expect(identity.kid.text == Fixture.currentKid)
  }
}
