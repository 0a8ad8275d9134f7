import SignetCrypto
import Testing

@Suite("HKDF with SHA-256")
struct HKDFSHA256Tests {
  struct Vector: CustomTestStringConvertible {
    let testDescription: String
    let key: [UInt8]
    let salt: [UInt8]
    let purpose: [UInt8]
    let output: [UInt8]
  }

  /// Source: RFC 5869 appendix A.1 to A.3.
  static let published: [Vector] = [
    Vector(
      testDescription: "case 1", key: repeated(0x0b, 22), salt: hex("000102030405060708090a0b0c"),
      purpose: hex("f0f1f2f3f4f5f6f7f8f9"),
      output: hex(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")),
    Vector(
      testDescription: "case 2: longer inputs and output", key: Array(0x00..<0x50),
      salt: Array(0x60..<0xb0), purpose: Array(0xb0...0xff),
      output: hex(
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
          + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
          + "cc30c58179ec3e87c14c01d5c1f3434f1d87")),
    Vector(
      testDescription: "case 3: neither salt nor purpose", key: repeated(0x0b, 22), salt: [],
      purpose: [],
      output: hex(
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")),
  ]

  @Test("the published inputs give the published output", arguments: published)
  func publishedOutput(vector: Vector) throws {
    let derived = try HKDFSHA256.derive(
      from: SecretBytes(copying: vector.key), salt: vector.salt, purpose: vector.purpose,
      count: vector.output.count)
    #expect(copy(derived) == vector.output)
  }

  @Test("without a salt it is the empty one, wherever that lies")
  func noSalt() throws {
    let vector = Self.published[2]
    let count = vector.output.count
    let nowhere = UnsafeRawBufferPointer(start: nil, count: 0)
    let byDefault = try HKDFSHA256.derive(from: vector.key, purpose: vector.purpose, count: count)
    let byNull = try HKDFSHA256.derive(
      from: vector.key, salt: nowhere, purpose: nowhere, count: count)
    #expect(copy(byDefault) == vector.output)
    #expect(copy(byNull) == vector.output)
  }

  @Test("each purpose, salt and key gives another output")
  func separation() throws {
    let key = repeated(1, 32)
    let outputs = try [
      HKDFSHA256.derive(from: key, purpose: bytes("seal"), count: 32),
      HKDFSHA256.derive(from: key, purpose: bytes("index"), count: 32),
      HKDFSHA256.derive(from: key, salt: [1], purpose: bytes("seal"), count: 32),
      HKDFSHA256.derive(from: key, salt: bytes("seal"), purpose: [1], count: 32),
      HKDFSHA256.derive(from: flipped(key, bit: 0), purpose: bytes("seal"), count: 32),
    ].map(copy)
    #expect(Set(outputs).count == outputs.count)
  }

  @Test("8,160 bytes can be derived, and start like fewer do")
  func longest() throws {
    let key = repeated(1, 32)
    let longest = try HKDFSHA256.derive(from: key, purpose: [2], count: 8_160)
    let short = try HKDFSHA256.derive(from: key, purpose: [2], count: 32)
    #expect(copy(longest).prefix(32) == copy(short)[...])
    #expect(Set(copy(longest)).count == 256)
  }

  @Test("inputs that are all empty, wherever they lie, are inputs like any other")
  func empty() throws {
    let expected = hex("eb70f01dede9afafa449eee1b1286504e1f62388b3f7dd4f956697b0e828fe18")
    let nowhere = UnsafeRawBufferPointer(start: nil, count: 0)
    let derived = try HKDFSHA256.derive(from: nowhere, salt: nowhere, purpose: nowhere, count: 32)
    #expect(copy(derived) == expected)
    let empty: [UInt8] = []
    #expect(try copy(HKDFSHA256.derive(from: empty, purpose: empty, count: 32)) == expected)
  }

  @Test("no bytes and 8,161 bytes are refused by libcrypto", arguments: [0, 8_161])
  func refused(count: Int) {
    let error = #expect(throws: CryptoError.self) {
      try HKDFSHA256.derive(from: repeated(1, 32), purpose: [2], count: count)
    }
    guard case .library(function: "EVP_KDF_derive", reason: _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(errorQueueIsEmpty())
  }
}
