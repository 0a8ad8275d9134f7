import SignetCrypto
import Synchronization
import Testing

@Suite("HMAC-SHA256")
struct HMACSHA256Tests {
  struct Vector: CustomTestStringConvertible {
    let testDescription: String
    let key: [UInt8]
    let message: [UInt8]
    /// All 32 bytes, or as many as are published.
    let tag: [UInt8]
  }

  /// Source: RFC 4231 §4.
  static let published: [Vector] = [
    Vector(
      testDescription: "case 1", key: repeated(0x0b, 20), message: bytes("Hi There"),
      tag: hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")),
    Vector(
      testDescription: "case 2: a key shorter than the tag", key: bytes("Jefe"),
      message: bytes("what do ya want for nothing?"),
      tag: hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")),
    Vector(
      testDescription: "case 3: key and message longer than a block", key: repeated(0xaa, 20),
      message: repeated(0xdd, 50),
      tag: hex("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")),
    Vector(
      testDescription: "case 4", key: hex("0102030405060708090a0b0c0d0e0f10111213141516171819"),
      message: repeated(0xcd, 50),
      tag: hex("82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b")),
    Vector(
      testDescription: "case 5: truncated to 128 bits", key: repeated(0x0c, 20),
      message: bytes("Test With Truncation"), tag: hex("a3b6167473100ee06e0c796c2955552b")),
    Vector(
      testDescription: "case 6: a key longer than a block", key: repeated(0xaa, 131),
      message: bytes("Test Using Larger Than Block-Size Key - Hash Key First"),
      tag: hex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")),
    Vector(
      testDescription: "case 7: key and message longer than a block", key: repeated(0xaa, 131),
      message: bytes(
        "This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm."),
      tag: hex("9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2")),
  ]

  @Test("the tags of the published cases are the published ones", arguments: published)
  func publishedTag(vector: Vector) throws {
    let hmac = try HMACSHA256(key: vector.key)
    let tag = try hmac.tag(of: vector.message)
    #expect(tag.count == 32)
    #expect(Array(tag.prefix(vector.tag.count)) == vector.tag)
  }

  @Test("a key on the secure heap makes the same tags", arguments: published)
  func secretKey(vector: Vector) throws {
    let hmac = try HMACSHA256(key: SecretBytes(copying: vector.key))
    #expect(try Array(hmac.tag(of: vector.message).prefix(vector.tag.count)) == vector.tag)
  }

  @Test("an empty key and an empty message have a tag, wherever they lie")
  func empty() throws {
    let expected = hex("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    let nowhere = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(try HMACSHA256(key: [UInt8]()).tag(of: [UInt8]()) == expected)
    #expect(try HMACSHA256(key: nowhere).tag(of: nowhere) == expected)
  }

  @Test("one key tags message after message, each as if it were the first")
  func reuse() throws {
    let vector = Self.published[6]
    let hmac = try HMACSHA256(key: vector.key)
    for length in [0, 1, 63, 64, 65, 1_000] {
      _ = try hmac.tag(of: repeated(1, length))
      #expect(try hmac.tag(of: vector.message) == vector.tag)
    }
  }

  @Test("a tag is verified whole: no flipped bit, prefix, longer or empty one passes")
  func verify() throws {
    let vector = Self.published[1]
    let hmac = try HMACSHA256(key: vector.key)
    #expect(try hmac.verify(vector.tag, of: vector.message))
    for bit in 0..<256 {
      #expect(try !hmac.verify(flipped(vector.tag, bit: bit), of: vector.message), "bit \(bit)")
    }
    #expect(try !hmac.verify(vector.tag[..<31], of: vector.message))
    #expect(try !hmac.verify(vector.tag + [0], of: vector.message))
    #expect(try !hmac.verify([UInt8](), of: vector.message))
    #expect(try !hmac.verify(vector.tag, of: vector.message + [0]))
  }

  @Test("a target of another length than the tag's is refused", arguments: [0, 16, 31, 33])
  func targetLength(count: Int) throws {
    let hmac = try HMACSHA256(key: bytes("key"))
    var target = repeated(0, count)
    #expect(throws: CryptoError.invalidLength(of: "tag", expected: 32, actual: count)) {
      try target.withUnsafeMutableBytes { target in
        try hmac.write(tagOf: bytes("message"), to: target)
      }
    }
    #expect(target == repeated(0, count))
  }

  @Test("many threads that share one key get the right tags")
  func threads() throws {
    let key = bytes("shared")
    let hmac = try HMACSHA256(key: key)
    // Each message gets a key of its own for the expected tag, so that no state is shared there.
    let messages = (0..<200).map { repeated(UInt8($0), $0 * 7) }
    let expected = try messages.map { try HMACSHA256(key: key).tag(of: $0) }
    let wrong = Mutex(0)
    onThreads(16) { round in
      for step in 0..<messages.count * 4 {
        let index = (step + round * 37) % messages.count
        let tag = try? hmac.tag(of: messages[index])
        if tag != expected[index] { wrong.withLock { $0 += 1 } }
      }
    }
    #expect(wrong.withLock { $0 } == 0)
  }
}
