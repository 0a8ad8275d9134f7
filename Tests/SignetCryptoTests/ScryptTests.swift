import SignetCrypto
import Testing

@Suite("scrypt")
struct ScryptTests {
  struct Vector: CustomTestStringConvertible {
    let testDescription: String
    let passphrase: String
    let salt: String
    let cost: (n: UInt64, r: UInt32, p: UInt32)
    let output: [UInt8]
  }

  /// Source: RFC 7914 §12, but for the one that takes a gigabyte.
  static let published: [Vector] = [
    Vector(
      testDescription: "nothing at all", passphrase: "", salt: "", cost: (16, 1, 1),
      output: hex(
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
          + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")),
    Vector(
      testDescription: "sixteen times over", passphrase: "password", salt: "NaCl",
      cost: (1024, 8, 16),
      output: hex(
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
          + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")),
    Vector(
      testDescription: "16 MiB", passphrase: "pleaseletmein", salt: "SodiumChloride",
      cost: (16384, 8, 1),
      output: hex(
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
          + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")),
  ]

  @Test("the published inputs give the published output", arguments: published)
  func publishedOutput(vector: Vector) throws {
    let cost = try #require(ScryptCost(n: vector.cost.n, r: vector.cost.r, p: vector.cost.p))
    let derived = try Scrypt.derive(
      from: SecretBytes(copying: bytes(vector.passphrase)), salt: bytes(vector.salt), cost: cost,
      count: vector.output.count)
    #expect(copy(derived) == vector.output)
  }

  /// Made with Python's hashlib.scrypt: the RFC has none of this size.
  @Test("the recommended cost is N=2¹⁷, r=8, p=1, and libcrypto grants it the memory")
  func recommended() throws {
    let cost = ScryptCost.recommended
    #expect(cost.n == 131_072 && cost.r == 8 && cost.p == 1)
    #expect(cost.memory == 128 << 20)
    let derived = try Scrypt.derive(
      from: bytes("correct horse battery staple"), salt: repeated(7, 16), cost: cost, count: 32)
    #expect(
      copy(derived) == hex("bde79e645b9e8e1c2cb4d10ff74aa53f6d9fd72d7ef96a75af4a9b62308c53b7"))
  }

  @Test("each passphrase, salt and cost gives another output")
  func separation() throws {
    let small = try #require(ScryptCost(n: 16, r: 1, p: 1))
    let outputs = try [
      Scrypt.derive(from: bytes("a"), salt: bytes("s"), cost: small, count: 32),
      Scrypt.derive(from: bytes("b"), salt: bytes("s"), cost: small, count: 32),
      Scrypt.derive(from: bytes("a"), salt: bytes("t"), cost: small, count: 32),
      Scrypt.derive(
        from: bytes("a"), salt: bytes("s"), cost: #require(ScryptCost(n: 32, r: 1, p: 1)),
        count: 32),
      Scrypt.derive(
        from: bytes("a"), salt: bytes("s"), cost: #require(ScryptCost(n: 16, r: 2, p: 1)),
        count: 32),
      Scrypt.derive(
        from: bytes("a"), salt: bytes("s"), cost: #require(ScryptCost(n: 16, r: 1, p: 2)),
        count: 32),
    ].map(copy)
    #expect(Set(outputs).count == outputs.count)
  }

  struct Refused: CustomTestStringConvertible {
    let n: UInt64
    let r: UInt32
    let p: UInt32
    var testDescription: String { "N=\(n) r=\(r) p=\(p)" }
  }

  @Test(
    "a cost that is none, or that is above the bounds, is refused before any work",
    arguments: [
      Refused(n: 0, r: 8, p: 1), Refused(n: 1, r: 8, p: 1), Refused(n: 3, r: 8, p: 1),
      Refused(n: 131_071, r: 8, p: 1), Refused(n: 16, r: 0, p: 1), Refused(n: 16, r: 8, p: 0),
      // RFC 7914 §6: N below 2^(128·r/8).
      Refused(n: 1 << 16, r: 1, p: 1),
      Refused(n: 1 << 21, r: 8, p: 1), Refused(n: 1 << 20, r: 16, p: 1),
      Refused(n: 1 << 63, r: 8, p: 1), Refused(n: 2, r: .max, p: 1),
      Refused(n: 1 << 20, r: 8, p: 9), Refused(n: 1 << 63, r: .max, p: .max),
    ])
  func refused(_ cost: Refused) {
    #expect(ScryptCost(n: cost.n, r: cost.r, p: cost.p) == nil)
  }

  @Test("what the bounds just allow is a cost")
  func allowed() {
    #expect(ScryptCost(n: 1 << 20, r: 8, p: 8)?.memory == ScryptCost.memoryLimit)
    #expect(ScryptCost(n: 1 << 15, r: 1, p: 1)?.memory == 1 << 22)
    #expect(ScryptCost(n: 1 << 17, r: 8, p: 1) == .recommended)
  }
}
