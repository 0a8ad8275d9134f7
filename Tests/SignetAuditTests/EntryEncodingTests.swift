import SignetAudit
import SignetCrypto
import Testing

@Suite("The bytes of an entry")
struct EntryEncodingTests {
  @Test("an entry has exactly the golden bytes", arguments: GoldenEntry.all)
  func goldenBytes(golden: GoldenEntry) {
    #expect(golden.entry.encoded() == golden.bytes)
  }

  @Test("golden bytes decode to the entry, field by field", arguments: GoldenEntry.all)
  func goldenEntry(golden: GoldenEntry) throws {
    let decoded = try AuditEntry(decoding: golden.bytes)
    let entry = golden.entry
    #expect(decoded.sequence == entry.sequence)
    #expect(decoded.time == entry.time)
    #expect(decoded.actor == entry.actor)
    #expect(decoded.role == entry.role)
    #expect(decoded.action == entry.action)
    #expect(decoded.workspace == entry.workspace)
    #expect(decoded.version == entry.version)
    #expect(decoded.outcome == entry.outcome)
    #expect(decoded.requestID == entry.requestID)
    #expect(decoded.reason == entry.reason)
    #expect(decoded.revision == entry.revision)
    #expect(decoded.details == entry.details)
    #expect(decoded.salt == entry.salt)
    #expect(decoded == entry)
  }

  @Test("an entry decodes from a slice of a longer buffer")
  func slice() throws {
    let buffer = [0xff] + GoldenEntry.denied.bytes + [0xff]
    let entry = try AuditEntry(decoding: buffer[1..<buffer.count - 1])
    #expect(entry == GoldenEntry.denied.entry)
  }

  @Test("every action, role and outcome survives the round trip", arguments: AuditAction.allCases)
  func roundTrip(action: AuditAction) throws {
    for role in AuditRole.allCases {
      for outcome in [AuditOutcome.allowed, .denied(code: "a"), .failed(code: "a")] {
        var entry = sampleEntry()
        entry.action = action
        entry.role = role
        entry.outcome = outcome
        let decoded = try AuditEntry(decoding: entry.encoded())
        #expect(decoded.action == action && decoded.role == role && decoded.outcome == outcome)
        #expect(decoded == entry)
      }
    }
  }

  @Test("texts keep their very bytes, and entries that differ in them only are different")
  func unicode() throws {
    var composed = sampleEntry()
    composed.reason = "zo\u{eb}"
    var decomposed = sampleEntry()
    decomposed.reason = "zoe\u{308}"
    try #require(composed.reason == decomposed.reason, "Swift takes the two texts for equal")
    #expect(composed != decomposed)
    let decoded = try AuditEntry(decoding: decomposed.encoded())
    #expect(decoded.reason.map { Array($0.utf8) } == Array("zoe\u{308}".utf8))
  }

  @Test("NUL, line breaks, quotes and characters beyond the BMP survive the round trip")
  func oddTexts() throws {
    let text = "\0\r\n\t\"\\\u{202e}\u{10ffff}😀"
    var entry = sampleEntry()
    entry.workspace = text
    entry.reason = text
    entry.requestID = text
    entry.details = [AuditDetail(name: text, value: text)]
    let decoded = try AuditEntry(decoding: entry.encoded())
    #expect(decoded == entry)
    #expect(decoded.workspace == text && decoded.details == entry.details)
  }
}
