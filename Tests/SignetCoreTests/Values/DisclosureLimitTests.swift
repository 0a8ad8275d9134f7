import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the limit on disclosures of a uid")
struct DisclosureLimitTests {
  private let start = ManualClock.start

  /// How many of `count` at one moment are let through.
  private func taken(_ count: Int, from limit: DisclosureLimit, by uid: UInt32, at now: Timestamp)
    -> Int
  {
    (0..<count).count { _ in
      do throws(SignetError) {
        try limit.take(by: uid, at: now)
        return true
      } catch {
        return false
      }
    }
  }

  @Test("five seconds' worth at once, then as many as time brings, each uid for itself")
  func bucket() {
    let limit = DisclosureLimit(rate: 10)
    #expect(taken(100, from: limit, by: 1, at: start) == 50)
    #expect(taken(100, from: limit, by: 2, at: start) == 50)
    #expect(taken(100, from: limit, by: 1, at: start + .milliseconds(99)) == 0)
    #expect(taken(100, from: limit, by: 1, at: start + .milliseconds(1099)) == 10)
    #expect(taken(100, from: limit, by: 1, at: start + .days(1)) == 50)
  }

  @Test("a clock that went back brings nothing")
  func back() {
    let limit = DisclosureLimit(rate: 10)
    #expect(taken(50, from: limit, by: 1, at: start) == 50)
    #expect(taken(50, from: limit, by: 1, at: start + .seconds(-60)) == 0)
  }

  @Test("any rate is taken", arguments: [Int.min, -1, 0, 1, .max])
  func rates(rate: Int) {
    #expect(taken(6, from: DisclosureLimit(rate: rate), by: 1, at: start) >= 5)
  }

  @Test("the refusal leaves no entry, so that the log cannot be filled with it")
  func service() async throws {
    let signet = try TestService(disclosureRate: 1)
    try await signet.create()
    for _ in 0..<5 { _ = try await signet.reveal(.current) }
    let count = try await signet.log().count
    await #expect(throws: SignetError.tooManyDisclosures(perSecond: 1)) {
      try await signet.reveal(.current)
    }
    #expect(try await signet.log().count == count)
    try await signet.rotate()
    signet.clock.advance(by: .seconds(1))
    _ = try await signet.reveal(.current)
  }
}
