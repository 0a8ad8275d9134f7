import SignetCrypto
import Testing

@Suite("base64url")
struct Base64URLTests {
  /// Source: RFC 4648 §10 without the padding, and RFC 7515 appendix C.
  static let vectors: [([UInt8], String)] = [
    ([], ""),
    (bytes("f"), "Zg"),
    (bytes("fo"), "Zm8"),
    (bytes("foo"), "Zm9v"),
    (bytes("foob"), "Zm9vYg"),
    (bytes("fooba"), "Zm9vYmE"),
    (bytes("foobar"), "Zm9vYmFy"),
    ([3, 236, 255, 224, 193], "A-z_4ME"),
    (
      hex(
        "00108310518720928b30d38f41149351559761969b71d79f8218a39259a7a29aabb2dbafc31cb3d35db7e39ebb"
          + "f3dfbf"),
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    ),
    ([0xff, 0xff, 0xff], "____"),
    ([0xfb, 0xef, 0xbe], "----"),
  ]

  @Test("the published bytes and texts stand for each other", arguments: vectors)
  func published(decoded: [UInt8], text: String) throws {
    #expect(Base64URL.encode(decoded) == bytes(text))
    #expect(try Base64URL.decode(bytes(text)) == decoded)
    #expect(try Base64URL.decodedCount(text.utf8.count) == decoded.count)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "Zg==", "Zg=", "Zm8=", "Zm9vYmE=", "=", "====", "Zm9v=", "Zm9v====", "=Zm9",
      "+-__", "/___", "Zm9+", "Zm9/", "Zm 9", " Zm9v", "Zm9v ", "Zm9v\n", "\nZm9v", "Zm9v\r\n",
      "Zm\t9", "Zm9v\0", "\0\0\0\0", "Zm9.", "Zm9v.Zg", "Zm9,", "Zm9*", "Zmé", "Zm９",
      "Z", "Zm9vZ", "Zm9vYmFyZ",
      "Zh", "Zv", "Zn", "Zm9", "Zm-", "AB", "AAB", "__", "___", "Zm9vYh", "Zm9vYmF",
    ])
  func refused(text: String) {
    #expect(throws: CryptoError.invalidBase64URL) { try Base64URL.decode(bytes(text)) }
  }

  @Test("each single byte has exactly one text: of all pairs of bytes, 256 decode")
  func onePerByte() {
    var decoded: [[UInt8]] = []
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        if let bytes = try? Base64URL.decode([first, second]) { decoded.append(bytes) }
      }
    }
    #expect(decoded.count == 256)
    #expect(Set(decoded).count == 256)
  }

  @Test("of the 256 last characters of a three-character text, 16 decode")
  func lastCharacter() {
    let decoded = (UInt8.min...UInt8.max).filter {
      (try? Base64URL.decode(bytes("AA") + [$0])) != nil
    }
    #expect(String(decoding: decoded, as: UTF8.self) == "048AEIMQUYcgkosw")
  }

  @Test("each byte outside the alphabet is refused in each place of a group")
  func everyPlace() {
    let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    for character in UInt8.min...UInt8.max {
      for place in 0..<4 {
        var text = bytes("AAAA")
        text[place] = character
        let isDecoded = (try? Base64URL.decode(text)) != nil
        #expect(isDecoded == alphabet.contains(character))
      }
    }
  }

  @Test("bytes of every length up to 100 survive the round trip")
  func roundTrip() throws {
    for count in 0...100 {
      let original = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ count) }
      let text = Base64URL.encode(original)
      #expect(text.count == (count * 8 + 5) / 6)
      #expect(try Base64URL.decode(text) == original)
    }
  }

  @Test("the target must have exactly the number of bytes", arguments: [0, 2, 4])
  func targetLength(count: Int) {
    var target = repeated(0xee, count)
    #expect(throws: CryptoError.invalidLength(of: "decoded text", expected: 3, actual: count)) {
      try target.withUnsafeMutableBytes { target in
        try Base64URL.decode(bytes("Zm9v"), into: target)
      }
    }
    #expect(target == repeated(0xee, count))
  }
}
