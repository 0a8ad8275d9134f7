import SignetCrypto
import SignetTokens
import Testing

@Suite("Generated secrets")
struct GeneratedSecretTests {
  private let alphabet = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  private func generate(_ entropy: SeededEntropy) throws -> [UInt8] {
    try IdentitySecret.generate(from: entropy).key.withBytes { Array($0) }
  }

  @Test("a generated secret has 53 characters, its shape, and is accepted as one's own")
  func shape() throws {
    let entropy = SeededEntropy(1)
    for _ in 0..<1_000 {
      let text = try generate(entropy)
      #expect(text.count == 53)
      #expect(text.starts(with: Array("isk_".utf8)))
      #expect(text.dropFirst(4).allSatisfy(alphabet.contains))
      #expect(SecretShape.of(text) == .generated)
      let secret = try IdentitySecret(text: text)
      #expect(secret.form == .text)
      #expect(secret.key == (try SecretBytes(copying: text)))
    }
  }

  @Test("the system's generator never gives one secret twice")
  func distinct() throws {
    var seen: Set<[UInt8]> = []
    for _ in 0..<1_000 {
      let secret = try IdentitySecret.generate(from: SystemEntropy())
      #expect(seen.insert(secret.key.withBytes { Array($0) }).inserted)
    }
  }

  @Test("a checksum by zlib, written by another hand, is the same")
  func independent() {
    #expect(SecretShape.of(Array(Fixture.currentSecret.utf8)) == .generated)
  }

  @Test("any single changed byte, at any place and to any other value, is found")
  func singleChange() throws {
    let secret = try generate(SeededEntropy(2))
    for place in secret.indices {
      for byte in UInt8.min...UInt8.max where byte != secret[place] {
        var changed = secret
        changed[place] = byte
        #expect(SecretShape.of(changed) == .mistyped, "byte \(byte) at \(place)")
      }
    }
  }

  @Test("two characters exchanged are found")
  func exchanged() throws {
    let secret = try generate(SeededEntropy(3))
    for first in secret.indices {
      for second in secret.indices[first...] where secret[first] != secret[second] {
        var changed = secret
        changed.swapAt(first, second)
        #expect(SecretShape.of(changed) != .generated, "\(first) and \(second)")
      }
    }
  }

  @Test("every character is as likely as every other")
  func uniform() throws {
    let entropy = SeededEntropy(4)
    var counts = [UInt8: Int]()
    let secrets = 4_000
    for _ in 0..<secrets {
      for character in try generate(entropy)[4..<47] { counts[character, default: 0] += 1 }
    }
    let expected = Double(secrets * 43) / 62
    let chiSquare = alphabet.reduce(0.0) { sum, character in
      let difference = Double(counts[character] ?? 0) - expected
      return sum + difference * difference / expected
    }
    // 61 degrees of freedom: above 110 once in ten thousand seeds. Remainders of whole bytes
    // instead of rejection give about 1,300.
    #expect(counts.count == 62)
    #expect(chiSquare < 110)
  }

  @Test("a generator that is stuck makes an error, not a secret and not a hang")
  func stuck() {
    #expect(throws: CryptoError.entropyUnavailable) {
      try IdentitySecret.generate(from: ConstantEntropy(byte: 0xFF))
    }
    #expect(throws: CryptoError.entropyUnavailable) {
      try KeyID.generate(from: ConstantEntropy(byte: 248))
    }
  }
}
