import SignetCrypto
import Testing

@Suite("The canonical encoding")
struct CanonicalEncodingTests {
  @Test("values have exactly these bytes")
  func golden() {
    var writer = CanonicalWriter(domain: "d")
    writer.write(UInt8(0xab))
    writer.write(UInt32(0x0102_0304))
    writer.write(UInt64(0x0102_0304_0506_0708))
    writer.write(Int64(-2))
    writer.write([UInt8]([9, 8]))
    writer.write("é")
    writer.write(String?.none)
    writer.write(String?.some(""))
    writer.write(UInt32?.some(5))
    writer.write(UInt64?.none)
    writer.write(Int64?.some(-1))
    #expect(
      writer.bytes
        == hex(
          "0000000164" + "ab" + "01020304" + "0102030405060708" + "fffffffffffffffe"
            + "000000020908" + "00000002c3a9" + "00" + "0100000000" + "0100000005" + "00"
            + "01ffffffffffffffff"))
  }

  @Test("what was written is read again")
  func roundTrip() throws {
    var writer = CanonicalWriter(capacity: 8)
    writer.write(UInt8.max)
    writer.write(UInt32.max)
    writer.write(UInt64.max)
    writer.write(Int64.min)
    writer.write([UInt8]())
    writer.write("zoe\u{308}\0")
    writer.write(String?.some("x"))
    writer.write(Int64?.none)
    try writer.bytes.withBytes { (memory) throws(CryptoError) in
      var reader = CanonicalReader(memory)
      #expect(try reader.uint8() == .max)
      #expect(try reader.uint32() == .max)
      #expect(try reader.uint64() == .max)
      #expect(try reader.int64() == .min)
      #expect(try reader.bytes().count == 0)
      #expect(try Array(reader.string().utf8) == bytes("zoe\u{308}\0"))
      let text = try reader.optional { (reader) throws(CryptoError) in try reader.string() }
      #expect(text == "x")
      #expect(!reader.isAtEnd)
      let number = try reader.optional { (reader) throws(CryptoError) in try reader.int64() }
      #expect(number == nil)
      #expect(reader.isAtEnd)
      try reader.finish()
    }
  }

  @Test("a writer that outgrows its buffer again and again keeps every byte")
  func growth() {
    var writer = CanonicalWriter(capacity: 1)
    var expected: [UInt8] = []
    for number in 0..<5_000 {
      writer.write(UInt8(truncatingIfNeeded: number))
      writer.write(UInt32(number))
      expected.append(UInt8(truncatingIfNeeded: number))
      expected += withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) }
    }
    #expect(writer.bytes == expected)
  }

  @Test("a writer can write its own bytes, and a copy of them is not touched by growth or wiping")
  func copies() {
    var writer = CanonicalWriter()
    writer.write(bytes("secret"))
    let copy = writer.bytes
    for _ in 0..<10 { writer.write(writer.bytes) }
    #expect(copy == hex("00000006") + bytes("secret"))
    writer.wipe()
    #expect(writer.bytes.isEmpty)
    #expect(copy == hex("00000006") + bytes("secret"))
    writer.write(UInt8(1))
    #expect(writer.bytes == [1])
  }

  typealias Read = @Sendable (inout CanonicalReader) throws -> Void
  static let malformed: [(String, Read)] = [
    ("", { _ = try $0.uint8() }),
    ("000000", { _ = try $0.uint32() }),
    ("00000000000000", { _ = try $0.uint64() }),
    ("00000000000000", { _ = try $0.int64() }),
    ("", { _ = try $0.bytes() }),
    ("000000", { _ = try $0.bytes() }),
    ("00000001", { _ = try $0.bytes() }),
    ("0000000341", { _ = try $0.bytes() }),
    ("ffffffff41", { _ = try $0.bytes() }),
    ("00000002ff41", { _ = try $0.string() }),
    ("00000001c3", { _ = try $0.string() }),
    ("00000002c080", { _ = try $0.string() }),
    ("00000003eda080", { _ = try $0.string() }),
    ("", { _ = try $0.optional { (reader) throws(CryptoError) in try reader.uint8() } }),
    ("01", { _ = try $0.optional { (reader) throws(CryptoError) in try reader.uint8() } }),
    ("0200", { _ = try $0.optional { (reader) throws(CryptoError) in try reader.uint8() } }),
    ("ff00", { _ = try $0.optional { (reader) throws(CryptoError) in try reader.uint8() } }),
    ("00", { try $0.finish() }),
  ]

  @Test("bytes that no writer made are malformed", arguments: malformed.indices)
  func malformedInput(index: Int) {
    let (digits, read) = Self.malformed[index]
    hex(digits).withBytes { memory -> Void in
      #expect(throws: CryptoError.malformedEncoding) {
        var reader = CanonicalReader(memory)
        try read(&reader)
      }
    }
  }

  @Test("a read that failed moves nothing but what it had read before")
  func failedRead() throws {
    try hex("01020304").withBytes { memory in
      var reader = CanonicalReader(memory)
      #expect(throws: CryptoError.malformedEncoding) { try reader.uint64() }
      #expect(try reader.uint32() == 0x0102_0304)
      try reader.finish()
    }
  }

  @Test("no memory at all is an empty input")
  func nowhere() throws {
    var reader = CanonicalReader(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(reader.isAtEnd)
    try reader.finish()
    #expect(throws: CryptoError.malformedEncoding) { try reader.uint8() }
  }

  @Test("different values have different bytes, where joined texts would be the same")
  func distinct() {
    var encodings: [[UInt8]] = []
    for parts in [
      ["ab", "c"], ["a", "bc"], ["abc", ""], ["", "abc"], ["abc"], ["a", "b", "c"], [],
    ] {
      var writer = CanonicalWriter()
      for part in parts { writer.write(part) }
      encodings.append(writer.bytes)
      writer = CanonicalWriter()
      for part in parts { writer.write(String?.some(part)) }
      if !parts.isEmpty { encodings.append(writer.bytes) }
      writer.write(String?.none)
      encodings.append(writer.bytes)
    }
    #expect(Set(encodings).count == encodings.count)
    #expect(CanonicalWriter(domain: "a").bytes != CanonicalWriter(domain: "b").bytes)
  }
}
