import SignetCrypto
import Testing

/// Source: FIPS 180-4 and the examples that NIST publishes with it.
@Suite("SHA-256")
struct SHA256Tests {
  static let vectors: [(message: [UInt8], digest: String)] = [
    ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (bytes("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      bytes(
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
          + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      repeated(0x61, 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test("the digests of the published messages are the published ones", arguments: vectors.indices)
  func published(index: Int) throws {
    let vector = Self.vectors[index]
    #expect(try SHA256.hash(vector.message) == hex(vector.digest))
  }

  @Test("a slice, and memory without an address, hash like the array of the same bytes")
  func sources() throws {
    #expect(try SHA256.hash(bytes("xabcx")[1...3]) == hex(Self.vectors[1].digest))
    let nowhere = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(try SHA256.hash(nowhere) == hex(Self.vectors[0].digest))
  }
}
