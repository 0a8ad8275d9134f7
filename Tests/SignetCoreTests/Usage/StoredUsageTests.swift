import SignetCrypto
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the sealed usage of a workspace")
struct StoredUsageTests {
  private let now = ManualClock.start

  private func sample() throws -> StoredUsage {
    var counts = UsageCounts()
    _ = counts.update(try keyID(1)) {
      $0.use(5, at: now, issuedAt: nil, expiry: nil, by: "chat-7")
      $0.use(2, at: now, issuedAt: now - .hours(1), expiry: now + .hours(3))
    }
    _ = counts.update(try keyID(2)) { $0.refuse(at: now) }
    for (place, kind) in TokenKind.all.enumerated() {
      counts.count(kind, UInt64(place) + 1, at: now + .hours(place))
    }
    counts.fetchedAnonymously(at: now)
    counts.note(UsageGap(at: now, cause: .leaseRanOut(verifier: "chat-8")))
    return StoredUsage(counts: counts, mark: UsageMark(session: 9, number: 3))
  }

  private func decoded(_ bytes: [UInt8]) throws -> StoredUsage {
    try bytes.withUnsafeBytes { try StoredUsage(decoding: $0) }
  }

  @Test("what was written is read")
  func roundTrip() throws {
    let usage = try sample()
    #expect(try decoded(usage.encode()) == usage)
    #expect(try decoded(StoredUsage().encode()) == StoredUsage())
  }

  @Test(
    "each cause of a gap is read as it was written",
    arguments: [
      UsageGap.Cause.uncleanStop, .notCountedBefore, .leaseRanOut(verifier: "a"), .notChecked,
      .tooMuchReported, .damaged,
    ])
  func causes(cause: UsageGap.Cause) throws {
    var usage = StoredUsage()
    usage.counts.note(UsageGap(at: now, cause: cause))
    #expect(try decoded(usage.encode()) == usage)
  }

  @Test("bytes that are cut off or go on are refused")
  func malformed() throws {
    let bytes = try sample().encode()
    for length in bytes.indices {
      #expect(throws: CryptoError.malformedEncoding) { try decoded(Array(bytes[..<length])) }
    }
    #expect(throws: CryptoError.malformedEncoding) { try decoded(bytes + [0]) }
  }

  @Test("a part is counted once, however often it is written")
  func once() throws {
    var part = UsageCounts()
    _ = part.update(try keyID()) { $0.use(at: now, issuedAt: nil, expiry: nil) }
    let marked = MarkedCounts(mark: UsageMark(session: 1, number: 1), counts: part)
    var stored = StoredUsage()
    let first = stored.merge(marked)
    let second = stored.merge(marked)
    #expect(first && !second)
    #expect(stored.counts[try keyID()]?.count == 1)
    let another = stored.merge(
      MarkedCounts(mark: UsageMark(session: 2, number: 1), counts: part))
    #expect(another)
    #expect(stored.counts[try keyID()]?.count == 2)
  }
}
