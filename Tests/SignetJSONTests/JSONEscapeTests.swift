import SignetJSON
import Testing

@Suite("Escapes")
struct JSONEscapeTests {
  private func pieces(_ text: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    text.withUnsafeBytes { JSONEscape.pieces(of: $0) { pieces.append(Array($0)) } }
    return pieces
  }

  @Test("a quotation mark, a backslash and the control characters are escaped, and nothing else")
  func everyASCII() throws {
    let letters: [UInt8: String] = [
      0x08: "b", 0x09: "t", 0x0A: "n", 0x0C: "f", 0x0D: "r", 0x22: "\"", 0x5C: "\\",
    ]
    for byte in UInt8(0)..<0x80 {
      let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
      let written =
        letters[byte].map { "\\" + $0 }
        ?? (byte < 0x20 ? "\\u00" + digits : String(Unicode.Scalar(byte)))
      #expect(pieces([byte]) == [Array(written.utf8)])
    }
  }

  @Test("what needs no escape stays in one piece")
  func runs() {
    #expect(pieces([]).isEmpty)
    #expect(pieces(Array("é😀/<>\u{7f}".utf8)) == [Array("é😀/<>\u{7f}".utf8)])
    #expect(
      pieces(Array("a\"\"bc\n".utf8)).map { String(decoding: $0, as: UTF8.self) }
        == ["a", #"\""#, #"\""#, "bc", #"\n"#])
  }
}
