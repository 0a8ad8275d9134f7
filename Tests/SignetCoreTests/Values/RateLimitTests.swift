import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the limit on what a uid may have done")
struct RateLimitTests {
  private let start = ManualClock.start

  /// How many of `count` at one moment are let through.
  private func taken(_ count: Int, from limit: RateLimit, by uid: UInt32, at now: Timestamp)
    -> Int
  {
    (0..<count).count { _ in limit.take(by: uid, at: now) != .refused }
  }

  @Test("five seconds' worth at once, then as many as time brings, each uid for itself")
  func bucket() {
    let limit = RateLimit(rate: 10)
    #expect(taken(100, from: limit, by: 1, at: start) == 50)
    #expect(taken(100, from: limit, by: 2, at: start) == 50)
    #expect(taken(100, from: limit, by: 1, at: start + .milliseconds(99)) == 0)
    #expect(taken(100, from: limit, by: 1, at: start + .milliseconds(1099)) == 10)
    #expect(taken(100, from: limit, by: 1, at: start + .days(1)) == 50)
  }

  @Test("a clock that went back brings nothing")
  func back() {
    let limit = RateLimit(rate: 10)
    #expect(taken(50, from: limit, by: 1, at: start) == 50)
    #expect(taken(50, from: limit, by: 1, at: start + .seconds(-60)) == 0)
  }

  @Test("any rate is taken", arguments: [Int.min, -1, 0, 1, .max])
  func rates(rate: Int) {
    #expect(taken(6, from: RateLimit(rate: rate), by: 1, at: start) >= 5)
  }

  @Test("who is let through again hears how often it was refused meanwhile")
  func refusedBefore() {
    let limit = RateLimit(rate: 1, burst: 1)
    #expect(limit.take(by: 1, at: start) == .taken(refusedBefore: 0))
    for _ in 0..<3 { #expect(limit.take(by: 1, at: start) == .refused) }
    #expect(limit.take(by: 1, at: start + .seconds(1)) == .taken(refusedBefore: 3))
    #expect(limit.take(by: 1, at: start + .seconds(2)) == .taken(refusedBefore: 0))
  }

  @Test("requests for another role's route fill no log, and are counted all the same")
  func otherRoles() async throws {
    let signet = try TestService()
    let route = RefuseRoute(route: "GET /v1/audit")
    for _ in 0..<200 {
      await #expect(throws: SignetError.routeRefused) {
        try await signet.perform(route, as: .verifier)
      }
    }
    #expect(try await signet.log().count { $0.action == .routeRefuse } == 50)
    signet.clock.advance(by: .seconds(1))
    await #expect(throws: SignetError.routeRefused) {
      try await signet.perform(route, as: .verifier)
    }
    let last = try await signet.log().last
    #expect(last?.details.contains { $0.name == "refusedBefore" && $0.value == "150" } == true)
  }

  @Test("the refusal leaves no entry, so that the log cannot be filled with it")
  func service() async throws {
    let signet = try TestService(disclosureRate: 1)
    try await signet.create()
    for _ in 0..<5 { _ = try await signet.reveal(.current) }
    let count = try await signet.log().count
    await #expect(throws: SignetError.tooManyRequests(perSecond: 1)) {
      try await signet.reveal(.current)
    }
    #expect(try await signet.log().count == count)
    try await signet.rotate()
    signet.clock.advance(by: .seconds(1))
    _ = try await signet.reveal(.current)
  }
}
