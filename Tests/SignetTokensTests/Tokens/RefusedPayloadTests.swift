import SignetCrypto
import SignetTokens
import Testing

@Suite("Tokens refused for their payload")
struct RefusedPayloadTests {
  @Test("a payload that readers could understand differently is refused", arguments: rows)
  func refused(_ row: Refused) throws {
    let rejection = try row.expectRejection()
    #expect(rejection?.version == 2)
    #expect(rejection?.kid?.text == Fixture.currentKid)
  }

  private static let marked = Refused.marked

  private static func payload(_ what: String, _ payload: String) -> Refused {
    Refused(what, TokenBuilder.token(payload: payload), .payloadInvalid)
  }

  private static func bytes(_ what: String, _ bytes: [UInt8]) -> Refused {
    let payload =
      Array(#"{"userId":"u-1","p":""#.utf8) + Array(marked.utf8) + bytes + Array(#""}"#.utf8)
    return Refused(what, TokenBuilder.token(payload: payload), .payloadInvalid)
  }

  private static func time(_ name: String, _ json: String) -> Refused {
    payload("\(name) \(json)", #"{"userId":"u-1","\#(name)":\#(json)}"#)
  }

  static let rows: [Refused] = [
    payload("empty", ""),
    payload("an array", #"[{"userId":"u-1"}]"#),
    payload("a string", #""u-1""#),
    payload("a number", "1"),
    payload("null", "null"),
    payload("two objects", #"{"userId":"u-1"}{"userId":"u-2"}"#),
    payload("cut off", #"{"userId":"u-1""#),
    payload("a comma at the end", #"{"userId":"u-1",}"#),
    payload("a comment", #"{"userId":"u-1"/* \#(marked) */}"#),
    payload("NaN", #"{"userId":"u-1","p":NaN}"#),
    payload("a number with a leading nought", #"{"userId":"u-1","p":01}"#),
    payload("userId twice", #"{"userId":"u-1","userId":"\#(marked)"}"#),
    payload("userId twice by an escape", #"{"userId":"u-1","\u0075serId":"\#(marked)"}"#),
    payload("userId twice, the same", #"{"userId":"u-1","userId":"u-1"}"#),
    payload("exp twice", #"{"userId":"u-1","exp":1760003600,"exp":9760003600}"#),
    payload("a name twice further down", #"{"userId":"u-1","p":{"a":1,"b":[{"c":1,"c":2}]}}"#),
    bytes("invalid UTF-8: a stray continuation", [0x80]),
    bytes("invalid UTF-8: cut off", [0xC3]),
    bytes("invalid UTF-8: overlong", [0xC0, 0xAF]),
    bytes("invalid UTF-8: overlong in three", [0xE0, 0x80, 0xAF]),
    bytes("invalid UTF-8: a surrogate", [0xED, 0xA0, 0x80]),
    bytes("invalid UTF-8: past the last code point", [0xF4, 0x90, 0x80, 0x80]),
    bytes("NUL in a string", [0]),
    bytes("a newline in a string", [0x0A]),
    bytes("an unknown escape", Array(#"\x41"#.utf8)),
    bytes("a lone high surrogate", Array(#"\ud83e"#.utf8)),
    bytes("a lone low surrogate", Array(#"\udd8a"#.utf8)),
    bytes("surrogates the wrong way round", Array(#"\udd8a\ud83e"#.utf8)),
    payload("a lone surrogate in a name", #"{"userId":"u-1","\ud800":1}"#),
    payload("a lone surrogate inside a property", #"{"userId":"u-1","p":[{"q":"\ud800"}]}"#),
    payload(
      "NUL after the object", "{\"userId\":\"u-1\"}\0"),
    payload("arrays nested 5,900 deep", #"{"userId":"u-1","p":"# + nested(5900)),
    payload("objects nested 1,100 deep", String(repeating: #"{"a":"#, count: 1100)),
    payload("nested one level too deep", #"{"userId":"u-1","p":"# + nested(32) + "}"),
    time("exp", "null"), time("exp", #""1760003600""#), time("exp", "1e308"), time("exp", "-1"),
    time("exp", "-0.001"), time("exp", "true"), time("exp", "[1760003600]"), time("exp", "{}"),
    time("exp", "18446744073709551616"), time("exp", "9223372036854775808"),
    time("exp", "9223372036854776"), time("exp", "1e99999999999999999999"),
    time("nbf", "null"), time("nbf", #""0""#), time("nbf", "-1"), time("nbf", "1e16"),
    time("iat", "null"), time("iat", #""\#(marked)""#), time("iat", "-1760000000"),
    time("iat", "1e308"), time("iat", #""2025-10-09T08:53:20Z""#),
  ]

  private static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: min(depth, 100))
  }
}
