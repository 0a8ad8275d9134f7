import SignetAudit
import SignetCrypto
import Testing

@Suite("Decoding an entry refuses what no entry has")
struct StrictDecodingTests {
  /// `GoldenEntry.system` with some bytes replaced, and the error that must come of it.
  struct Forgery: CustomTestStringConvertible {
    let testDescription: String
    let offset: Int
    let bytes: [UInt8]
    let error: AuditEncodingError
  }

  // Offsets in the golden entry: domain 0, salt 25, sequence 45, time 53, actor 61, role 62,
  // action 63, workspace 67, version 68, outcome 69, request id 70, reason 74, revision 75,
  // number of details 84; 88 bytes.
  static let forgeries: [Forgery] = [
    Forgery(
      testDescription: "another domain", offset: 4, bytes: Array("S".utf8), error: .foreign),
    Forgery(
      testDescription: "another version of the encoding", offset: 24, bytes: Array("2".utf8),
      error: .foreign),
    Forgery(
      testDescription: "a domain that is not UTF-8", offset: 4, bytes: [0xff], error: .malformed),
    Forgery(
      testDescription: "a domain of 4 GiB", offset: 0, bytes: [0xff, 0xff, 0xff, 0xff],
      error: .malformed),
    Forgery(testDescription: "actor 0", offset: 61, bytes: [0], error: .unknownActor(0)),
    Forgery(testDescription: "actor 3", offset: 61, bytes: [3], error: .unknownActor(3)),
    Forgery(testDescription: "role 0", offset: 62, bytes: [0], error: .unknownRole(0)),
    Forgery(testDescription: "role 5", offset: 62, bytes: [5], error: .unknownRole(5)),
    Forgery(testDescription: "role 255", offset: 62, bytes: [255], error: .unknownRole(255)),
    Forgery(
      testDescription: "action 0", offset: 63, bytes: [0, 0, 0, 0], error: .unknownAction(0)),
    Forgery(
      testDescription: "action 100", offset: 63, bytes: [0, 0, 0, 100], error: .unknownAction(100)),
    Forgery(
      testDescription: "action 65,637, which is 101 in 16 bits", offset: 63, bytes: [0, 1, 0, 101],
      error: .unknownAction(65_637)),
    Forgery(testDescription: "workspace flag 2", offset: 67, bytes: [2], error: .malformed),
    Forgery(testDescription: "version flag 255", offset: 68, bytes: [255], error: .malformed),
    Forgery(testDescription: "outcome 0", offset: 69, bytes: [0], error: .unknownOutcome(0)),
    Forgery(testDescription: "outcome 4", offset: 69, bytes: [4], error: .unknownOutcome(4)),
    Forgery(
      testDescription: "a request id that goes on past the end", offset: 70,
      bytes: [0, 0, 0, 100], error: .malformed),
    Forgery(
      testDescription: "a request id of 4 GiB", offset: 70, bytes: [0xff, 0xff, 0xff, 0xff],
      error: .malformed),
    Forgery(testDescription: "reason flag 2", offset: 74, bytes: [2], error: .malformed),
    Forgery(testDescription: "revision flag 2", offset: 75, bytes: [2], error: .malformed),
    Forgery(
      testDescription: "revision flag 0 before a revision", offset: 75, bytes: [0],
      error: .malformed),
    Forgery(
      testDescription: "one detail too many", offset: 84, bytes: [0, 0, 0, 1], error: .malformed),
    Forgery(
      testDescription: "4 billion details", offset: 84, bytes: [0xff, 0xff, 0xff, 0xff],
      error: .malformed),
  ]

  @Test("a forged field is refused for what it is", arguments: forgeries)
  func forged(forgery: Forgery) {
    var bytes = GoldenEntry.system.bytes
    bytes.replaceSubrange(
      forgery.offset..<forgery.offset + forgery.bytes.count, with: forgery.bytes)
    #expect(throws: forgery.error) { try AuditEntry(decoding: bytes) }
  }

  @Test("an entry cut off after any byte is malformed", arguments: GoldenEntry.all)
  func truncated(golden: GoldenEntry) {
    for count in golden.bytes.indices {
      #expect(throws: AuditEncodingError.malformed, "\(count) bytes") {
        try AuditEntry(decoding: golden.bytes[..<count])
      }
    }
  }

  @Test("a byte after the end is malformed", arguments: GoldenEntry.all)
  func trailing(golden: GoldenEntry) {
    for byte: UInt8 in [0, 1, 0xff] {
      #expect(throws: AuditEncodingError.malformed) {
        try AuditEntry(decoding: golden.bytes + [byte])
      }
    }
  }

  @Test("a salt that has not 16 bytes is refused", arguments: [0, 1, 15, 17, 32])
  func saltLength(count: Int) {
    var entry = sampleEntry()
    entry.salt = [UInt8](repeating: 7, count: count)
    #expect(throws: AuditEncodingError.invalidSalt) { try AuditEntry(decoding: entry.encoded()) }
  }

  @Test(
    "text that is not UTF-8 is malformed",
    arguments: [
      [0xff, 0x61], [0xc3, 0x28], [0xc0, 0x80], [0x61, 0xc3], [0xe2, 0x82], [0xed, 0xa0],
    ] as [[UInt8]])
  func badText(text: [UInt8]) throws {
    var entry = sampleEntry()
    entry.reason = "@@"
    var bytes = entry.encoded()
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("@@".utf8)) })
    bytes.replaceSubrange(place..<place + 2, with: text)
    #expect(throws: AuditEncodingError.malformed) { try AuditEntry(decoding: bytes) }
  }

  @Test(
    "any flipped bit is refused, or is another entry with exactly these bytes",
    arguments: GoldenEntry.all)
  func flipped(golden: GoldenEntry) {
    var refused = 0
    var accepted = 0
    for bit in 0..<golden.bytes.count * 8 {
      var bytes = golden.bytes
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      guard let entry = try? AuditEntry(decoding: bytes) else {
        refused += 1
        continue
      }
      accepted += 1
      #expect(entry.encoded() == bytes, "bit \(bit)")
      #expect(entry != golden.entry, "bit \(bit)")
    }
    #expect(refused > 200, "the domain alone has 200 bits, the length of the salt 32")
    #expect(accepted > 256, "salt, sequence and time alone have 256 bits")
  }

  @Test("no bytes at all are malformed")
  func empty() {
    #expect(throws: AuditEncodingError.malformed) { try AuditEntry(decoding: [UInt8]()) }
  }
}
