import SignetAPI
import Testing

@Suite struct JSONDocumentTests {
  @Test(
    "a value is written as it was read",
    arguments: [
      #"{}"#, #"[]"#, #"null"#, #"{"b":1,"a":[true,false,null]}"#, #"1.0"#, #"-0"#, #"1e400"#,
      #"12345678901234567890123"#, #""a/b""#, #""\u0000\u001f\n\r\t\"\\""#, #""é😀""#,
    ])
  func roundTrip(text: String) throws {
    #expect(try JSONDocument(parsing: Array(text.utf8)).text() == text)
  }

  @Test("escapes mean the characters that they name")
  func escapes() throws {
    let text = #""\u0041\/\b\f\ud83d\uDE00""#
    #expect(
      try JSONDocument(parsing: Array(text.utf8)) == .string("A/\u{8}\u{c}\u{1F600}"))
  }

  @Test(
    "what is not strict JSON is refused with its reason",
    arguments: [
      ("", .empty), ("  ", .empty), ("{", .unexpectedEnd), ("[1,]", .unexpectedByte),
      ("{\"a\":1,}", .unexpectedByte), ("{a:1}", .unexpectedByte), ("01", .trailingBytes),
      ("1.", .unexpectedEnd), (".5", .unexpectedByte), ("+1", .unexpectedByte),
      ("-", .unexpectedEnd), ("1e", .unexpectedEnd), ("nul", .unexpectedEnd),
      ("NaN", .unexpectedByte), ("{} {}", .trailingBytes), ("\"\u{1}\"", .controlCharacter),
      ("\"\\x\"", .invalidEscape), ("\"\\u12g4\"", .invalidEscape), ("\"\\u12", .unexpectedEnd),
      ("\"\\ud800\"", .loneSurrogate), ("\"\\ud800\\u0041\"", .loneSurrogate),
      ("\"\\ud800\\n\"", .loneSurrogate), ("\"\\udc00\"", .loneSurrogate),
      ("{\"a\":1,\"a\":2}", .duplicateMember), ("{\"a\":1,\"\\u0061\":2}", .duplicateMember),
      ("\u{FEFF}{}", .unexpectedByte), ("// no\n{}", .unexpectedByte), ("'a'", .unexpectedByte),
    ] as [(String, JSONSyntaxError.Kind)])
  func refuses(text: String, kind: JSONSyntaxError.Kind) {
    let error = #expect(throws: JSONSyntaxError.self) {
      try JSONDocument(parsing: Array(text.utf8))
    }
    #expect(error?.kind == kind)
  }

  @Test(
    "bytes that are not UTF-8 are refused",
    arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    let error = #expect(throws: JSONSyntaxError.self) {
      try JSONDocument(parsing: [0x22] + bytes + [0x22])
    }
    #expect(error?.kind == .invalidUTF8)
  }

  @Test("64 levels are read, 65 are refused, 100,000 do not exhaust the stack")
  func depth() throws {
    func nested(_ levels: Int) -> [UInt8] {
      Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    }
    _ = try JSONDocument(parsing: nested(64))
    for levels in [65, 100_000] {
      let error = #expect(throws: JSONSyntaxError.self) {
        try JSONDocument(parsing: nested(levels))
      }
      #expect(error?.kind == .tooDeep)
    }
  }

  @Test("names that only Unicode calls equal are two members")
  func canonicalEquivalence() throws {
    let text = "{\"\u{e9}\":1,\"e\u{301}\":2}"
    let object = try #require(try JSONDocument(parsing: Array(text.utf8)).object)
    #expect(object.members.count == 2)
    #expect(object["e\u{301}"] == .number(JSONNumber(2)))
  }

  @Test("indented text has two spaces a level and nothing inside of empty brackets")
  func indented() throws {
    let document = try JSONDocument(parsing: Array(#"{"a":[1,{}],"b":[]}"#.utf8))
    #expect(
      document.text(indented: true)
        == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")
  }
}
