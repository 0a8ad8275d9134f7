import SignetJSON
import Testing

@Suite("Strict JSON")
struct StrictJSONTests {
  /// Text, and how it is written again.
  static let accepted: [(String, String)] = [
    ("null", "null"), (" true\n", "true"), ("\t\rfalse", "false"), (#""""#, #""""#),
    ("0", "0"), ("-0", "-0"), ("0.0", "0.0"), ("10", "10"), ("1e5", "1e5"), ("1E+05", "1E+05"),
    ("-1.50e-300", "-1.50e-300"), ("1e999999", "1e999999"),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("[]", "[]"), ("[ ]", "[]"), ("[1 , 2]", "[1,2]"), ("[[],{}]", "[[],{}]"),
    ("{}", "{}"), ("{ }", "{}"), (#"{"b":1,"a":{"b":2}}"#, #"{"b":1,"a":{"b":2}}"#),
    (#""\u0041\u00e9\u20ac\ud83d\ude00\uDBFF\uDFFF""#, "\"Aé€😀\u{10FFFF}\""),
    (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#),
    (#""\u0000\u001F""#, #""\u0000\u001f""#),
    ("\"\u{7f}\u{80}\u{2028}\u{FFFE}\"", "\"\u{7f}\u{80}\u{2028}\u{FFFE}\""),
    (#"{"a":1,"A":2,"a ":3}"#, #"{"a":1,"A":2,"a ":3}"#),
    ("{\"\u{e9}\":1,\"e\u{301}\":2}", "{\"\u{e9}\":1,\"e\u{301}\":2}"),
    (#"{"":{"":0}}"#, #"{"":{"":0}}"#),
  ]

  @Test("every text of the grammar is read, in order and with its digits", arguments: accepted)
  func reads(_ text: String, _ again: String) throws {
    let value = try StrictJSON.parse(Array(text.utf8))
    #expect(value.text == Array(again.utf8))
    #expect(try StrictJSON.parse(value.text) == value)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    let text: [UInt8]
    let kind: StrictJSONError.Kind
    let offset: Int
    let pointer: String

    init(_ text: String, _ kind: StrictJSONError.Kind, _ offset: Int, _ pointer: String = "") {
      self.init(Array(text.utf8), kind, offset, pointer)
    }

    init(_ text: [UInt8], _ kind: StrictJSONError.Kind, _ offset: Int, _ pointer: String = "") {
      self.text = text
      self.kind = kind
      self.offset = offset
      self.pointer = pointer
    }

    var testDescription: String { String(decoding: text, as: UTF8.self).debugDescription }
  }

  static let refused: [Bad] = [
    Bad("", .unexpectedEnd, 0), Bad("  ", .unexpectedEnd, 2),
    Bad("nul", .unexpectedEnd, 3), Bad("nulL", .unexpectedCharacter, 3),
    Bad("True", .unexpectedCharacter, 0), Bad("NaN", .unexpectedCharacter, 0),
    Bad("\u{FEFF}1", .unexpectedCharacter, 0), Bad("\u{A0}1", .unexpectedCharacter, 0),
    Bad("\u{0C}1", .unexpectedCharacter, 0), Bad("1 2", .trailingBytes, 2),
    Bad("1\0", .trailingBytes, 1), Bad("nullx", .trailingBytes, 4),
    Bad("[]]", .trailingBytes, 2),
    Bad("-", .invalidNumber, 1), Bad("+1", .unexpectedCharacter, 0),
    Bad("01", .invalidNumber, 1), Bad("-01", .invalidNumber, 2), Bad("1.", .invalidNumber, 2),
    Bad(".5", .unexpectedCharacter, 0), Bad("1e", .invalidNumber, 2),
    Bad("1e+", .invalidNumber, 3), Bad("0x10", .trailingBytes, 1),
    Bad("-Infinity", .invalidNumber, 1), Bad("1_000", .trailingBytes, 1),
    Bad("[1,]", .unexpectedCharacter, 3, "/1"), Bad("[,1]", .unexpectedCharacter, 1, "/0"),
    Bad("[1", .unexpectedEnd, 2, "/0"), Bad("[1;2]", .unexpectedCharacter, 2, "/0"),
    Bad("{", .unexpectedEnd, 1), Bad("{,}", .unexpectedCharacter, 1),
    Bad(#"{"a"}"#, .unexpectedCharacter, 4, "/a"), Bad(#"{"a":}"#, .unexpectedCharacter, 5, "/a"),
    Bad(#"{"a":1,}"#, .unexpectedCharacter, 7), Bad("{a:1}", .unexpectedCharacter, 1),
    Bad("{'a':1}", .unexpectedCharacter, 1), Bad("{1:1}", .unexpectedCharacter, 1),
    Bad(#"{"a":1 "b":2}"#, .unexpectedCharacter, 7),
    Bad(#"{"a":1,"a":2}"#, .duplicateName("a"), 7, "/a"),
    Bad(#"{"a":1,"\u0061":2}"#, .duplicateName("a"), 7, "/a"),
    Bad(#"{"x":[0,{"a/b":1,"a\/b":2}]}"#, .duplicateName("a/b"), 17, "/x/1/a~1b"),
    Bad(#"{"~":1,"~":2}"#, .duplicateName("~"), 7, "/~0"),
    Bad(#"{"":1,"":2}"#, .duplicateName(""), 6, "/"),
    Bad(#"{"\ud83d\ude00":1,"😀":2}"#, .duplicateName("😀"), 18, "/😀"),
    Bad(#""a"#, .unexpectedEnd, 2), Bad(#""\"#, .unexpectedEnd, 2),
    Bad(#""\a""#, .invalidEscape, 1), Bad(#""\U0041""#, .invalidEscape, 1),
    Bad(#""\u00g0""#, .invalidEscape, 5), Bad(#""\u12""#, .invalidEscape, 5),
    Bad(#""\u+123""#, .invalidEscape, 3), Bad(#""\u12"#, .unexpectedEnd, 5),
    Bad(#""\ud83d\u12"#, .unexpectedEnd, 11), Bad(#""\ud83d\uzzzz""#, .invalidEscape, 9),
    Bad("\"\t\"", .controlCharacter, 1),
    Bad("\"a\0\"", .controlCharacter, 2), Bad("\"\n\"", .controlCharacter, 1),
    Bad(#""\ud800""#, .loneSurrogate, 1), Bad(#""\udc00""#, .loneSurrogate, 1),
    Bad(#""x\ud800x""#, .loneSurrogate, 2), Bad(#""\ud800\n""#, .loneSurrogate, 1),
    Bad(#""\ud800\ud800\udc00""#, .loneSurrogate, 1),
    Bad(#"{"a":["\udfff"]}"#, .loneSurrogate, 7, "/a/0"),
    Bad(#"{"\ud800":1}"#, .loneSurrogate, 2),
    Bad([0x22, 0xFF, 0x22], .invalidUTF8, 1), Bad([0x22, 0xC0, 0x80, 0x22], .invalidUTF8, 1),
    Bad([0x22, 0xED, 0xBF, 0xBF, 0x22], .invalidUTF8, 1), Bad([0x22, 0xE2, 0x82], .invalidUTF8, 1),
    Bad([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], .invalidUTF8, 1),
    Bad([0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22], .invalidUTF8, 1), Bad([0x31, 0x80], .invalidUTF8, 1),
  ]

  @Test("anything else is refused, with the kind, the place and its pointer", arguments: refused)
  func refuses(_ bad: Bad) throws {
    let error = #expect(throws: StrictJSONError.self) { try StrictJSON.parse(bad.text) }
    #expect(error?.kind == bad.kind)
    #expect(error?.offset == bad.offset)
    #expect(error?.pointer == bad.pointer)
  }

  private func nested(_ depth: Int) -> [UInt8] {
    [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
  }

  @Test("nesting is allowed to the limit and no deeper, however deep it goes on")
  func depth() throws {
    for limit in [1, 2, 32, 256] {
      #expect(throws: Never.self) { try StrictJSON.parse(nested(limit), maximumDepth: limit) }
      for depth in [limit + 1, 10_000, 1_000_000] {
        let error = #expect(throws: StrictJSONError.self) {
          try StrictJSON.parse(nested(depth), maximumDepth: limit)
        }
        #expect(error?.kind == .tooDeep(limit: limit))
        #expect(error?.offset == limit)
      }
    }
    #expect(throws: StrictJSONError.self) { try StrictJSON.parse(nested(1), maximumDepth: 0) }
    #expect(throws: StrictJSONError.self) {
      try StrictJSON.parse(nested(100_000), maximumDepth: .max)
    }
  }

  @Test("a hundred thousand names are told apart, and one that comes again is found")
  func manyNames() throws {
    let names = (0..<100_000).map { #""n\#($0)":0"# }.joined(separator: ",")
    guard case .object(let object) = try StrictJSON.parse(Array("{\(names)}".utf8)) else {
      Issue.record("no object")
      return
    }
    #expect(object.members.count == 100_000)
    let error = #expect(throws: StrictJSONError.self) {
      try StrictJSON.parse(Array(#"{\#(names),"n\u0037":1}"#.utf8))
    }
    #expect(error?.kind == .duplicateName("n7"))
  }

  @Test("values are equal by code points, not by canonical equivalence")
  func equality() {
    #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
    #expect(JSONValue.number(JSONNumber(1)) != .string("1"))
    #expect(JSONObject([JSONMember(name: "\u{e9}", value: .null)])["e\u{301}"] == nil)
    #expect(JSONValue.object(["a": .null]) != .object([:]))
  }
}
