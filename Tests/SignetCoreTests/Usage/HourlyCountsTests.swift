import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

@Suite("tokens of the last 24 hours")
struct HourlyCountsTests {
  private let now = ManualClock.start

  @Test("each kind has a number of its own, and a place in the row")
  func numbers() {
    #expect(TokenKind.all.enumerated().allSatisfy { $0.element.number == $0.offset })
    #expect(TokenKind.all.count == RejectionReason.allCases.count + 2)
  }

  @Test("the word in a report is the reason's, or skipped", arguments: TokenKind.all)
  func words(kind: TokenKind) {
    switch kind {
    case .identified: #expect(TokenKind(reported: "identified") == nil)
    case .skipped: #expect(TokenKind(reported: "skipped") == kind)
    case .rejected(let reason): #expect(TokenKind(reported: reason.rawValue) == kind)
    }
  }

  @Test("what is older than 24 hours is not told any more")
  func window() {
    var counts = HourlyCounts()
    counts.add(3, .skipped, at: now)
    counts.add(2, .identified, at: now + .hours(24))
    let skipped = TokenKind.skipped.number
    #expect(counts.totals(at: now + .hours(23))[skipped] == 3)
    #expect(counts.totals(at: now + .hours(24))[skipped] == 3)
    #expect(counts.totals(at: now + .hours(25))[skipped] == 0)
    #expect(counts.totals(at: now + .hours(25))[TokenKind.identified.number] == 2)
  }

  @Test("there are never more than 25 rows, in order, whatever the clock does")
  func bounded() {
    let entropy = SeededEntropy(3)
    var counts = HourlyCounts()
    for _ in 0..<2000 {
      counts.add(1, .identified, at: now + .hours(entropy.below(400)))
      #expect(HourlyCounts(hours: counts.hours) == counts)
    }
  }

  @Test("merged parts count what was counted")
  func merge() {
    var left = HourlyCounts()
    var right = HourlyCounts()
    for hour in 0..<30 {
      left.add(1, .rejected(.expired), at: now + .hours(hour))
      right.add(2, .rejected(.expired), at: now + .hours(hour))
    }
    left.merge(right)
    #expect(left.totals(at: now + .hours(29))[TokenKind.rejected(.expired).number] == 75)
  }
}
