import SignetCrypto
import SignetTokens
import Testing

@Suite("Tokens refused for their form")
struct RefusedFormTests {
  @Test("a token of the wrong form is refused before its signature is looked at", arguments: rows)
  func refused(_ row: Refused) throws {
    let rejection = try row.expectRejection()
    #expect(rejection?.version == nil)
  }

  private static let good = String(decoding: TokenBuilder.token(), as: UTF8.self)
  private static let parts = good.split(separator: ".").map(String.init)
  private static let header = parts[0]
  private static let payload = parts[1]
  private static let signature = parts[2]

  /// The last character of the signature with one of its two unused bits set.
  private static let nonCanonical: String = {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let last = signature.last.flatMap { alphabet.firstIndex(of: $0) } ?? 0
    return "\(header).\(payload).\(signature.dropLast())\(alphabet[last | 1])"
  }()

  private static func malformed(_ what: String, _ text: String) -> Refused {
    Refused(what, Array(text.utf8), .malformed)
  }

  static let rows: [Refused] = [
    Refused("one byte too long", [UInt8](repeating: 65, count: 8193), .tooLong),
    Refused(
      "one byte too long and otherwise good",
      TokenBuilder.sign(Array(header.utf8) + [46] + [UInt8](repeating: 65, count: 8112)),
      .tooLong),
    Refused("a megabyte", [UInt8](repeating: 46, count: 1 << 20), .tooLong),
    Refused(
      "nested 10,000 deep",
      TokenBuilder.claims(#""p":"# + String(repeating: "[", count: 10_000)), .tooLong),
    malformed("empty", ""),
    malformed("one segment", header),
    malformed("two segments", "\(header).\(payload)"),
    malformed("four segments", "\(good).\(signature)"),
    malformed("an empty fourth segment", "\(good)."),
    malformed("an empty first segment before a good token", ".\(good)"),
    malformed("five segments, as JWE has", "a.b.c.d.e"),
    malformed("thousands of segments", String(repeating: ".", count: 8000)),
    malformed("padding of the header", "\(header)=.\(payload).\(signature)"),
    malformed("padding of the payload", "\(header).\(payload)==.\(signature)"),
    malformed("padding of the signature", "\(good)="),
    malformed("percent-encoded padding", "\(good)%3D"),
    malformed("standard alphabet, plus", "\(header).\(payload).+\(signature.dropFirst())"),
    malformed("standard alphabet, slash", "\(header).\(payload)./\(signature.dropFirst())"),
    malformed("a space before", " \(good)"),
    malformed("a newline after", "\(good)\n"),
    malformed("a carriage return and newline after", "\(good)\r\n"),
    malformed("a newline inside", "\(header).\n\(payload).\(signature)"),
    malformed("a tab inside", "\(header).\(payload).\t\(signature)"),
    malformed("NUL after", "\(good)\0"),
    malformed("in quotation marks", "\"\(good)\""),
    malformed("with the scheme of a header before", "Bearer \(good)"),
    malformed("a non-canonical last character", nonCanonical),
    malformed("a length no bytes have", "\(header).\(payload).\(signature.dropLast(2))"),
    malformed("a letter outside ASCII", "\(header).\(payload).é\(signature.dropFirst(2))"),
    Refused(
      "a byte that is not UTF-8", Array("\(header).\(payload).".utf8) + [0xFF, 0x41], .malformed),
    malformed("JSON serialisation instead of compact", #"{"payload":"","signatures":[]}"#),
  ]

  @Test("a token of exactly 8 KiB is accepted")
  func longest() throws {
    // 36 + 1 + 8111 + 1 + 43 = 8192; 8111 characters are 6083 bytes.
    let filling = String(repeating: "x", count: 6083 - #"{"userId":"u-1","p":""}"#.utf8.count)
    let token = TokenBuilder.claims(#""p":"\#(filling)""#)
    #expect(token.count == 8192)
    #expect(try Fixture.verify(token).userId == "u-1")
  }
}
