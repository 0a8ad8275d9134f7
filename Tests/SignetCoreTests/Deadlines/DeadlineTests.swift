import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("deadlines and the clock", .timeLimit(.minutes(5)))
struct DeadlineTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  private func rotated() async throws -> [UInt8] {
    try await signet.create(secret: try ownSecret())
    try await signet.rotate(grace: .hours(1))
    return try signet.token(signedWith: try ownSecret())
  }

  @Test("a passed deadline refuses without any transaction")
  func hotPath() async throws {
    let token = try await rotated()
    #expect(try await signet.isIdentified(token))
    let transactions = signet.store.transactions
    signet.clock.advance(by: .hours(1) - .milliseconds(1))
    #expect(try await signet.isIdentified(token))
    #expect(try await signet.accepted() == [2, 1])
    signet.clock.advance(by: .milliseconds(1))
    #expect(try await !signet.isIdentified(token))
    #expect(try await signet.accepted() == [2])
    #expect(signet.store.transactions == transactions)
  }

  @Test("the keys' ETag changes when a deadline passes, and when it was applied")
  func etag() async throws {
    _ = try await rotated()
    let keys = try await signet.service.loadKeys(of: try workspaceID())
    let open = signet.service.etag(of: keys)
    signet.clock.advance(by: .hours(1))
    let passed = signet.service.etag(of: keys)
    try await signet.service.applyDeadlines()
    let applied = signet.service.etag(
      of: try await signet.service.loadKeys(of: try workspaceID()))
    #expect(Set([open, passed, applied]).count == 3)
    #expect(open == "\"\(signet.service.epoch).\(keys.revision).2\"")
  }

  @Test("a clock set back after a commit past the deadline brings nothing back")
  func setBack() async throws {
    let token = try await rotated()
    let start = signet.clock.now()
    signet.clock.advance(by: .hours(2))
    try await signet.create("other")
    signet.clock.set(start)
    #expect(try await !signet.isIdentified(token))
    #expect(try await signet.states() == "1 retired, 2 current")
    await #expect(throws: SignetError.noRotation) {
      try await signet.perform(RollBackRotation(id: try workspaceID()))
    }
  }

  @Test("nor does a commit after the clock was set back")
  func setBackAndCommitted() async throws {
    let token = try await rotated()
    let start = signet.clock.now()
    signet.clock.advance(by: .hours(2))
    try await signet.create("other")
    signet.clock.set(start)
    try await signet.create("another")
    #expect(signet.service.deadlineNow == start + .hours(2))
    #expect(try await !signet.isIdentified(token))
  }

  @Test("not even when the database is opened again with the clock set back")
  func setBackAndReopened() async throws {
    _ = try await rotated()
    let start = signet.clock.now()
    signet.clock.advance(by: .hours(2))
    try await signet.create("other")
    signet.clock.set(start)
    let again = try signet.reopened()
    #expect(try await again.accepted() == [2])
    #expect(again.service.deadlineNow == start + .hours(2))
  }

  @Test("a token's own times are judged by the clock alone, not by the highest time there was")
  func tokenTimes() async throws {
    try await signet.create()
    let secret = try await signet.reveal(.current)
    let start = signet.clock.now()
    signet.clock.advance(by: .days(365))
    try await signet.create("other")
    signet.clock.set(start)
    #expect(try await signet.isIdentified(try signet.token(signedWith: secret)))
  }

  @Test("the sweep retires all that is due, in more than one piece, and nothing else")
  func sweep() async throws {
    for number in 0..<120 {
      try await signet.create("due\(number)")
      try await signet.rotate("due\(number)", grace: .hours(1))
    }
    try await signet.create("later")
    try await signet.rotate("later", grace: .hours(2))
    #expect(try await signet.service.applyDeadlines() == 0)
    signet.clock.advance(by: .hours(1))
    #expect(try await signet.service.applyDeadlines() == 120)
    #expect(try await signet.service.applyDeadlines() == 0)
    #expect(try await signet.states("due77") == "1 retired, 2 current")
    #expect(try await signet.states("later") == "1 retiring, 2 current")
    let retirements = try await signet.log().filter { $0.action == .secretRetire }
    #expect(retirements.count == 120)
    #expect(retirements.allSatisfy { $0.actor == .system && $0.revision != nil })
  }

  @Test("a retirement that gets no entry does not happen")
  func noEntry() async throws {
    _ = try await rotated()
    signet.clock.advance(by: .hours(1))
    let revision = signet.service.revision
    // The record's nonce is drawn, the entry's salt is not.
    signet.entropy.fail(after: 1)
    await #expect(throws: SignetError.self) { try await signet.service.applyDeadlines() }
    signet.entropy.fail(after: nil)
    #expect(signet.service.revision == revision)
    #expect(try await signet.service.applyDeadlines() == 1)
    #expect(try await signet.verifyAudit().fault == nil)
    #expect(try await signet.service.verifyRows().isWhole)
  }

  @Test("the sweeper sweeps until it is cancelled")
  func keeper() async throws {
    _ = try await rotated()
    signet.clock.advance(by: .hours(1))
    let service = signet.service
    let sweeper = Task { await service.keepDeadlines(clock: ContinuousClock()) }
    await signet.events.wait(for: .retired(workspace: "acme", version: 1))
    sweeper.cancel()
    await sweeper.value
    #expect(try await signet.states() == "1 retired, 2 current")
  }
}
