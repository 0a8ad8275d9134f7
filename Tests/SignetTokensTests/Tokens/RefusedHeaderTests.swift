import SignetCrypto
import SignetTokens
import Testing

@Suite("Tokens refused for their header")
struct RefusedHeaderTests {
  @Test("a token with a bad header is refused though its signature is right", arguments: rows)
  func refused(_ row: Refused) throws {
    let rejection = try row.expectRejection()
    #expect(rejection?.version == nil)
  }

  private static func header(
    _ what: String, _ header: String, _ reason: RejectionReason
  ) -> Refused {
    Refused(what, TokenBuilder.token(header: header), reason)
  }

  private static func algorithm(_ json: String) -> Refused {
    header("alg \(json)", #"{"alg":\#(json),"typ":"JWT"}"#, .algorithmNotAllowed)
  }

  private static func critical(_ json: String) -> Refused {
    header("crit \(json)", #"{"alg":"HS256","crit":\#(json)}"#, .criticalHeader)
  }

  private static func type(_ json: String) -> Refused {
    header("typ \(json)", #"{"alg":"HS256","typ":\#(json)}"#, .headerInvalid)
  }

  private static func kid(_ json: String) -> Refused {
    header("kid \(json)", #"{"alg":"HS256","kid":\#(json)}"#, .headerInvalid)
  }

  static let rows: [Refused] = [
    algorithm(#""none""#), algorithm(#""None""#), algorithm(#""NONE""#), algorithm(#""nOnE""#),
    algorithm(#""RS256""#), algorithm(#""ES256""#), algorithm(#""HS384""#), algorithm(#""HS512""#),
    algorithm(#""hs256""#), algorithm(#""HS256 ""#), algorithm(#""HS256\u0000""#),
    algorithm(#""""#), algorithm("null"), algorithm("256"), algorithm(#"["HS256"]"#),
    algorithm(#"{"name":"HS256"}"#),
    header("no alg", #"{"typ":"JWT"}"#, .algorithmNotAllowed),
    header("alg in capitals only as a name", #"{"ALG":"HS256"}"#, .algorithmNotAllowed),
    header("an empty object", "{}", .algorithmNotAllowed),
    critical(#"["exp"]"#), critical(#"["b64"]"#), critical("[]"), critical("null"),
    critical("false"), critical(#""""#), critical("{}"),
    type(#""JWS""#), type(#""at+jwt""#), type(#""application/jwt""#), type(#""""#), type("null"),
    type("1"), type(#"["JWT"]"#), type(#""JWT ""#),
    header("not JSON", "alg=HS256", .headerInvalid),
    header("a single-quoted object", "{'alg':'HS256'}", .headerInvalid),
    header("an array", #"["HS256"]"#, .headerInvalid),
    header("a string", #""HS256""#, .headerInvalid),
    header("null", "null", .headerInvalid),
    header("a byte order mark before", "\u{FEFF}{\"alg\":\"HS256\"}", .headerInvalid),
    header("something after", #"{"alg":"HS256"}{}"#, .headerInvalid),
    header("alg twice, good one last", #"{"alg":"none","alg":"HS256"}"#, .headerInvalid),
    header("alg twice, good one first", #"{"alg":"HS256","alg":"none"}"#, .headerInvalid),
    header("alg twice by an escape", #"{"alg":"HS256","\u0061lg":"none"}"#, .headerInvalid),
    header("kid twice", #"{"alg":"HS256","kid":"a","kid":"b"}"#, .headerInvalid),
    header("a lone surrogate", #"{"alg":"HS256","kid":"\ud800"}"#, .headerInvalid),
    header(
      "nested 10,000 deep where it fits",
      #"{"alg":"HS256","x":"# + String(repeating: "[", count: 5900), .headerInvalid),
    Refused("empty header", TokenBuilder.token(header: "", payload: "{}"), .headerInvalid),
    Refused(
      "invalid UTF-8 in the header",
      TokenBuilder.token(
        header: Array(#"{"alg":"HS256","kid":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8),
        payload: Array(TokenBuilder.payload.utf8)), .headerInvalid),
    kid("1"), kid("null"), kid(#"["sk_0123456789ABCDEFGHIJKL"]"#), kid("{}"), kid("true"),
    header(
      "a kid of Signet's format that nobody has",
      #"{"alg":"HS256","kid":"\#(Fixture.foreignKid)"}"#, .unknownKid),
  ]
}
