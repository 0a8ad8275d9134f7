import SignetAPI
import SignetJSON
import Testing

@Suite struct BodyTests {
  private func failure(_ body: [UInt8]) throws -> MessageError {
    try #require(throws: MessageError.self) { try MessageDecoding.value(of: body) }
  }

  @Test("64 levels are read, 65 are refused, 100,000 do not exhaust the stack")
  func depth() throws {
    func nested(_ levels: Int) -> [UInt8] {
      Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    }
    _ = try MessageDecoding.value(of: nested(64))
    for levels in [65, 100_000] {
      let error = try failure(nested(levels))
      #expect(error.kind == .invalidJSON)
      #expect(
        error.detail == "the body is not strict JSON: nested deeper than 64 levels at byte 64")
    }
  }

  @Test("an empty body is told from one that is not JSON")
  func empty() throws {
    #expect(try failure([]).detail == "the body is empty, a JSON object is expected")
    #expect(
      try failure(Array("  ".utf8)).detail
        == "the body is not strict JSON: the text ends too early, at byte 2")
  }

  @Test(
    "a syntax error says where, and nothing of the body",
    arguments: [
      #"{"isk_secret":1,"isk_secret":2}"#, #"{"isk_secret":"isk_secret"#, #"{"isk_secret":isk_}"#,
      #"{"isk_secret":"\ud800"}"#, #"{"isk_secret":"\isk_"}"#, "{\"isk_secret\":\"\n\"}",
      #"{"isk_secret":01}"#, #"{"isk_secret":1}isk_"#,
    ])
  func silent(_ body: String) throws {
    let error = try failure(Array(body.utf8))
    #expect(error.kind == .invalidJSON)
    #expect(error.code == .invalidJSON)
    #expect(error.pointer == .root)
    #expect(error.detail.contains("at byte "))
    #expect(!String(describing: error).contains("isk"))
  }
}
