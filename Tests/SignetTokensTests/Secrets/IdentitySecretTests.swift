import SignetCrypto
import SignetTokens
import Testing

@Suite("One's own secret")
struct IdentitySecretTests {
  private static let ascii = String(repeating: "k", count: 30)

  static let refused: [([UInt8], SecretFormatError)] = [
    ([], .tooShort(bytes: 0)),
    (text(String(repeating: "k", count: 31)), .tooShort(bytes: 31)),
    (text(String(repeating: "k", count: 1025)), .tooLong(bytes: 1025)),
    ([UInt8](repeating: 0xFF, count: 32), .notUTF8),
    ([0xFF], .notUTF8),
    (text(ascii + "\u{e9}") + [0xC3], .notUTF8),
    (text(" " + ascii + "kk"), .outerWhiteSpace),
    (text(ascii + "kk "), .outerWhiteSpace),
    (text(ascii + "kk\n"), .outerWhiteSpace),
    (text(ascii + "kk\r\n"), .outerWhiteSpace),
    (text("\t" + ascii + "kk"), .outerWhiteSpace),
    (text("\u{FEFF}" + ascii), .outerWhiteSpace),
    (text(ascii + "\u{A0}"), .outerWhiteSpace),
    (text(ascii + "\u{3000}"), .outerWhiteSpace),
    (text(String(repeating: " ", count: 32)), .outerWhiteSpace),
    (text(ascii + "\u{0}kk"), .controlCharacter),
    (text(ascii + "kk\u{0}"), .controlCharacter),
    (text(ascii + "\nkk"), .controlCharacter),
    (text(ascii + "\u{7f}k"), .controlCharacter),
    (text(ascii + "\u{9b}k"), .controlCharacter),
    (text(String(Fixture.currentSecret.dropLast()) + "1"), .mistyped),
    (text("Isk_" + Fixture.currentSecret.dropFirst(4)), .mistyped),
    (text("isk_" + String(repeating: "a", count: 49)), .mistyped),
  ]

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("a text that cannot be pasted the same twice is refused", arguments: refused)
  func refuses(_ text: [UInt8], _ error: SecretFormatError) {
    #expect(throws: error) { try IdentitySecret(text: text) }
    #expect(!error.detail.isEmpty)
    #expect(!error.detail.contains("kkk"))
  }

  @Test(
    "a text's key is its UTF-8 bytes, whatever it looks like",
    arguments: [
      String(repeating: "k", count: 32), String(repeating: "k", count: 1024),
      String(repeating: "é", count: 16), "inner white space is \u{A0} the customer's",
      "c2VjcmV0IGluIGJhc2U2NCBpcyBub3QgZGVjb2RlZA==", Fixture.currentSecret,
      "isk_is-only-a-prefix-when-it-is-long-or-short",
      "Zoe\u{308} is not composed into one character",
    ])
  func accepts(_ text: String) throws {
    let secret = try IdentitySecret(text: Array(text.utf8))
    #expect(secret.form == .text)
    #expect(secret.key.withBytes { Array($0) } == Array(text.utf8))
  }

  @Test("a JWK's key is any bytes of the right number")
  func jwk() throws {
    for count in [32, 64, 1024] {
      let secret = try IdentitySecret(jwkKey: [UInt8](repeating: 0, count: count))
      #expect(secret.form == .jwk)
      #expect(secret.key.count == count)
    }
    #expect(throws: SecretFormatError.tooShort(bytes: 31)) {
      try IdentitySecret(jwkKey: [UInt8](repeating: 1, count: 31))
    }
    #expect(throws: SecretFormatError.tooLong(bytes: 1025)) {
      try IdentitySecret(jwkKey: [UInt8](repeating: 1, count: 1025))
    }
  }

  @Test("a secret does not show when it is printed")
  func redacted() throws {
    let secret = try IdentitySecret(text: Array(Fixture.currentSecret.utf8))
    var dumped = ""
    dump(secret, to: &dumped)
    dump(try Fixture.current(), to: &dumped)
    #expect(!"\(secret) \(dumped)".contains("isk_"))
  }

  @Test("a text of another shape is foreign")
  func foreign() {
    for text in [
      "", "isk_", "hello", String(repeating: "a", count: 53), Fixture.currentSecret + "0",
    ] {
      #expect(SecretShape.of(Array(text.utf8)) == .foreign)
    }
  }
}
