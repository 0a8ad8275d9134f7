import SignetCrypto
import Testing

@Suite("Comparing, wiping and drawing bytes")
struct ByteSourceTests {
  @Test("comparison in constant time finds any difference, and none where there is none")
  func comparison() {
    for count in [0, 1, 16, 33] {
      let value = repeated(0x3c, count)
      #expect(constantTimeEqual(value, value[...]))
      #expect(!constantTimeEqual(value, value + [0x3c]))
      #expect(!constantTimeEqual(value + [0x3c], value))
      for bit in 0..<count * 8 {
        #expect(!constantTimeEqual(value, flipped(value, bit: bit)))
      }
    }
    let nowhere = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(constantTimeEqual(nowhere, [UInt8]()))
    #expect(!constantTimeEqual(nowhere, [0]))
  }

  @Test("wiping leaves zeros, and an empty buffer alone")
  func wiping() {
    var value = repeated(0xff, 100)
    value.withUnsafeMutableBytes { wipe(UnsafeMutableRawBufferPointer(rebasing: $0[10..<90])) }
    #expect(value == repeated(0xff, 10) + repeated(0, 80) + repeated(0xff, 10))
    wipe(UnsafeMutableRawBufferPointer(start: nil, count: 0))
  }

  @Test("an array, its slice and raw memory lend the same bytes")
  func sources() {
    let value = bytes("abcdef")
    #expect(value.withBytes { Array($0) } == value)
    #expect(value[2..<4].withBytes { Array($0) } == bytes("cd"))
    #expect(value[2..<4].byteCount == 2)
    let raw = value.withBytes { raw in raw.withBytes { Array($0) } }
    #expect(raw == value)
  }

  @Test("the system's entropy fills every byte, and never gives the same twice")
  func systemEntropy() throws {
    let draws = try (0..<64).map { _ in try SystemEntropy().bytes(32) }
    #expect(Set(draws).count == 64)
    for place in 0..<32 {
      #expect(Set(draws.map { $0[place] }).count > 1, "byte \(place) is always the same")
    }
    #expect(try SystemEntropy().bytes(0) == [])
    #expect(try Set(SystemEntropy().bytes(100_000)).count == 256)
  }

  @Test("a source that gives nothing fails the draw")
  func noEntropy() {
    #expect(throws: CryptoError.entropyUnavailable) { try NoEntropy().bytes(1) }
  }
}
