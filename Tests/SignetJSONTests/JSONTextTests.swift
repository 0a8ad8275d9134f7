import SignetJSON
import Testing

@Suite("JSON text")
struct JSONTextTests {
  @Test(
    "a value is written as it was read",
    arguments: [
      #"{}"#, #"[]"#, #"null"#, #"{"b":1,"a":[true,false,null]}"#, #"1.0"#, #"-0"#, #"1e400"#,
      #"12345678901234567890123"#, #""a/b""#, #""\u0000\u001f\b\f\n\r\t\"\\""#, #""é😀""#,
    ])
  func roundTrip(text: String) throws {
    #expect(try StrictJSON.parse(text.utf8).text == Array(text.utf8))
  }

  @Test("indented text has two spaces a level and nothing inside of empty brackets")
  func indented() throws {
    let value = try StrictJSON.parse(#"{"a":[1,{}],"b":[]}"#.utf8)
    #expect(
      String(decoding: value.indentedText, as: UTF8.self)
        == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")
    #expect(try StrictJSON.parse(value.indentedText) == value)
  }

  @Test("every kind of bytes is read alike, in one piece or not")
  func sources() throws {
    let text = Array(#"xx{"a":["é"]}xx"#.utf8)
    let expected = JSONValue.object(["a": .array([.string("é")])])
    let part = 2..<text.count - 2
    #expect(try StrictJSON.parse(Array(text[part])) == expected)
    #expect(try StrictJSON.parse(text[part]) == expected)
    #expect(try StrictJSON.parse(text[part].lazy.map { $0 }) == expected)
    #expect(
      try text.withUnsafeBytes { try StrictJSON.parse(UnsafeRawBufferPointer(rebasing: $0[part])) }
        == expected)
    let empties: [[UInt8]] = [[], Array(text[0..<0])]
    for empty in empties {
      let error = #expect(throws: StrictJSONError.self) { try StrictJSON.parse(empty) }
      #expect(error?.kind == .unexpectedEnd)
    }
  }

  @Test("half a surrogate pair is reported with its place, but refused in a name")
  func reportedSurrogates() throws {
    let text = Array(#"{"a":["x\ud800y\udc00"],"b":"\ud83d\ude00"}"#.utf8)
    let (value, places) = try text.withUnsafeBytes { try StrictJSON.parseReportingSurrogates($0) }
    #expect(
      value
        == .object(["a": .array([.string("x\u{FFFD}y\u{FFFD}")]), "b": .string("\u{1F600}")]))
    #expect(places == [JSONPointer([.name("a"), .index(0)])])
    #expect(throws: StrictJSONError.self) {
      try Array(#"{"\ud800":1}"#.utf8).withUnsafeBytes {
        _ = try StrictJSON.parseReportingSurrogates($0)
      }
    }
  }
}
