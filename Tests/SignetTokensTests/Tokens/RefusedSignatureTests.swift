import SignetCrypto
import SignetTokens
import Testing

@Suite("Tokens refused for their signature")
struct RefusedSignatureTests {
  @Test("a token whose signature is not an accepted secret's is refused", arguments: rows)
  func refused(_ row: Refused) throws {
    let rejection = try row.expectRejection()
    #expect(rejection?.version == nil)
  }

  private static let good = TokenBuilder.token()
  private static let signed = Array(good[..<(good.lastIndex(of: 46) ?? 0)])
  private static let signature = TokenBuilder.signature(signed, Fixture.currentSecret)

  private static func signed(with signature: [UInt8]) -> [UInt8] {
    signed + [46] + Base64URL.encode(signature)
  }

  private static func flipped(_ bit: Int) -> [UInt8] {
    var signature = signature
    signature[bit / 8] ^= 1 << UInt8(bit % 8)
    return signature
  }

  static let rows: [Refused] = [
    Refused("empty signature", signed + [46], .signatureInvalid),
    Refused("one byte of signature", signed(with: [signature[0]]), .signatureInvalid),
    Refused("truncated to 16 bytes", signed(with: Array(signature[..<16])), .signatureInvalid),
    Refused("truncated to 31 bytes", signed(with: Array(signature[..<31])), .signatureInvalid),
    Refused("a byte more", signed(with: signature + [0]), .signatureInvalid),
    Refused("twice the signature", signed(with: signature + signature), .signatureInvalid),
    Refused("all noughts", signed(with: [UInt8](repeating: 0, count: 32)), .signatureInvalid),
    Refused("first bit flipped", signed(with: flipped(0)), .signatureInvalid),
    Refused("last bit flipped", signed(with: flipped(255)), .signatureInvalid),
    Refused("backwards", signed(with: signature.reversed()), .signatureInvalid),
    Refused(
      "another secret", TokenBuilder.token(secret: "another secret of more than 32 bytes"),
      .signatureInvalid),
    Refused("the empty secret", TokenBuilder.token(secret: ""), .signatureInvalid),
    Refused(
      "the secret and a newline", TokenBuilder.token(secret: Fixture.currentSecret + "\n"),
      .signatureInvalid),
    Refused(
      "the secret without its last character",
      TokenBuilder.token(secret: String(Fixture.currentSecret.dropLast())), .signatureInvalid),
    Refused(
      "the kid as the secret", TokenBuilder.token(secret: Fixture.currentKid), .signatureInvalid),
    Refused(
      "the retiring version's signature under the current one's kid",
      TokenBuilder.token(
        header: #"{"alg":"HS256","kid":"\#(Fixture.currentKid)"}"#, secret: Fixture.retiringSecret),
      .signatureInvalid),
    Refused(
      "the current version's signature under the retiring one's kid",
      TokenBuilder.token(header: #"{"alg":"HS256","kid":"\#(Fixture.retiringKid)"}"#),
      .signatureInvalid),
    Refused(
      "a payload exchanged after signing",
      Array(signed[...(signed.firstIndex(of: 46) ?? 0)])
        + Base64URL.encode(Array(#"{"userId":"u-2"}"#.utf8)) + [46] + Base64URL.encode(signature),
      .signatureInvalid),
    Refused(
      "a signature over the decoded parts",
      signed(
        with: TokenBuilder.signature(
          Array("\(TokenBuilder.header).\(TokenBuilder.payload)".utf8), Fixture.currentSecret)),
      .signatureInvalid),
  ]
}
