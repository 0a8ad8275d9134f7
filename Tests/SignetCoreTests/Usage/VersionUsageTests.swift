import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("what is known of one version's tokens")
struct VersionUsageTests {
  private let now = ManualClock.start

  @Test("a token without iat counts as issued when it was seen")
  func noIssuedAt() {
    var usage = VersionUsage()
    usage.use(at: now, issuedAt: nil, expiry: now + .hours(1))
    #expect(usage.newestIssuedAt == now)
  }

  @Test("an iat ahead of the clock counts as now")
  func issuedAhead() {
    var usage = VersionUsage()
    usage.use(at: now, issuedAt: now + .hours(5), expiry: now + .hours(6))
    #expect(usage.newestIssuedAt == now)
  }

  @Test("an old token's use leaves the newest iat and the latest exp as they are")
  func older() {
    var usage = VersionUsage()
    usage.use(at: now, issuedAt: now - .hours(1), expiry: now + .hours(1))
    usage.use(at: now + .seconds(1), issuedAt: now - .hours(9), expiry: now + .seconds(5))
    #expect(usage.newestIssuedAt == now - .hours(1))
    #expect(usage.latestExpiry == now + .hours(1))
    #expect(usage.lastUsedAt == now + .seconds(1))
    #expect(usage.count == 2)
  }

  @Test("the last use names who reported it, and a late report of an earlier use does not")
  func reporter() {
    var usage = VersionUsage()
    usage.use(at: now, issuedAt: nil, expiry: nil, by: "chat-7")
    usage.use(3, at: now - .seconds(9), issuedAt: nil, expiry: nil, by: "chat-8")
    #expect(usage.lastUsedBy == "chat-7")
    #expect(usage.count == 4)
    usage.use(at: now + .seconds(1), issuedAt: nil, expiry: nil)
    #expect(usage.lastUsedBy == nil)
  }

  @Test("parts can be merged in any order")
  func commutes() {
    let entropy = SeededEntropy(7)
    func random() -> VersionUsage {
      var usage = VersionUsage()
      for _ in 0..<entropy.below(4) {
        let time = now + .milliseconds(entropy.below(1_000_000))
        let expiry = entropy.below(4) == 0 ? nil : time + .seconds(entropy.below(9999))
        usage.use(
          UInt64(entropy.below(50)), at: time, issuedAt: time - .seconds(entropy.below(500)),
          expiry: expiry, by: "v\(time.milliseconds)")
        if entropy.below(3) == 0 { usage.refuse(at: time) }
      }
      return usage
    }
    for _ in 0..<500 {
      let (a, b, c) = (random(), random(), random())
      var left = a
      left.merge(b)
      left.merge(c)
      var right = c
      right.merge(b)
      right.merge(a)
      #expect(left == right)
    }
  }

  @Test("a count stays at the largest number there is")
  func saturates() {
    var usage = VersionUsage()
    usage.use(.max, at: now, issuedAt: nil, expiry: nil)
    usage.use(5, at: now, issuedAt: nil, expiry: nil)
    #expect(usage.count == .max)
  }
}
