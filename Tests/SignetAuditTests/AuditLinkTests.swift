import SignetAudit
import SignetCrypto
import Testing

@Suite("Links")
struct AuditLinkTests {
  @Test("the golden entries have the golden links")
  func golden() throws {
    var link = try AuditLink.genesis(epoch: epoch)
    #expect(link.bytes == GoldenEntry.genesis)
    for golden in GoldenEntry.all {
      link = try link.next(golden.bytes)
      #expect(link.bytes == golden.link, "\(golden.testDescription)")
    }
  }

  @Test("the link depends on the link before it and on every bit of the entry")
  func dependence() throws {
    let bytes = GoldenEntry.denied.bytes
    let start = try AuditLink.genesis(epoch: epoch)
    let otherStart = try AuditLink.genesis(epoch: [UInt8](repeating: 0, count: 16))
    var links: Set = [start, otherStart, try start.next(bytes), try otherStart.next(bytes)]
    #expect(links.count == 4)
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      links.insert(try start.next(changed))
    }
    #expect(links.count == 4 + bytes.count * 8)
  }

  @Test("an epoch has a start of its own, however long it is")
  func epochs() throws {
    let starts = try Set(
      (0..<40).map { count in
        try AuditLink.genesis(epoch: [UInt8](repeating: 0, count: count))
      })
    #expect(starts.count == 40)
    #expect(try AuditHead.start(epoch: epoch).sequence == 0)
    #expect(try AuditHead.start(epoch: epoch).link == AuditLink.genesis(epoch: epoch))
  }

  @Test("a link has 32 bytes", arguments: [0, 31, 33, 64])
  func length(count: Int) {
    #expect(throws: CryptoError.invalidLength(of: "link", expected: 32, actual: count)) {
      try AuditLink([UInt8](repeating: 0, count: count))
    }
  }

  @Test("a link is written as 64 lower-case hexadecimal digits")
  func text() throws {
    let link = try AuditLink(GoldenEntry.genesis)
    #expect("\(link)" == "4aa25ff69c485f4378010beb93c3fe4f78ba22bc62bc5defa96a634b924c28ba")
  }
}
