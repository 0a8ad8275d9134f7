import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

@Suite("what is in memory of the use of secrets")
struct UsageTrackerTests {
  private let now = ManualClock.start

  @Test("a part stays to be read, and is taken again, until it is settled")
  func parts() throws {
    let tracker = UsageTracker()
    let acme = try workspaceID()
    tracker.use(try keyID(), in: acme)
    let first = tracker.take([acme])
    tracker.use(try keyID(), in: acme)
    #expect(tracker.reading(of: acme).all[try keyID()]?.count == 2)
    let again = tracker.take([acme])
    #expect(again == first)
    tracker.settle(first)
    #expect(tracker.reading(of: acme).all[try keyID()]?.count == 1)
    let second = tracker.take([acme])
    #expect(second.map(\.counts.mark) != first.map(\.counts.mark))
    tracker.settle(first)
    #expect(tracker.reading(of: acme).taken != nil)
    tracker.settle(second)
    #expect(tracker.isEmpty)
  }

  @Test("a flush is urgent when a version is used first, and not for its next uses")
  func urgency() throws {
    let tracker = UsageTracker()
    let acme = try workspaceID()
    tracker.use(try keyID(1), in: acme)
    #expect(tracker.takeUrgency())
    tracker.use(try keyID(1), in: acme)
    tracker.settle(tracker.take([acme]))
    tracker.use(try keyID(1), in: acme)
    #expect(!tracker.takeUrgency())
    tracker.use(try keyID(2), in: acme)
    #expect(tracker.takeUrgency())
  }

  @Test("a flood of workspaces takes bounded memory, makes a flush urgent and leaves a gap")
  func workspaces() throws {
    let tracker = UsageTracker(limits: .init(workspaces: 8))
    for number in 0..<4 {
      tracker.note(1, .rejected(.expired), in: try workspaceID("w\(number)"), at: now)
    }
    #expect(!tracker.takeUrgency())
    for number in 4..<8 {
      tracker.note(1, .rejected(.expired), in: try workspaceID("w\(number)"), at: now)
    }
    #expect(tracker.takeUrgency())
    #expect(tracker.unstoredGap == nil)
    for number in 8..<1000 {
      tracker.note(1, .rejected(.expired), in: try workspaceID("w\(number)"), at: now)
    }
    #expect(tracker.workspaces.count == 8)
    #expect(tracker.unstoredGap == UsageGap(at: now, cause: .tooMuchReported))
  }

  @Test("a flood of key ids takes bounded memory and leaves a gap in that workspace only")
  func kids() throws {
    let tracker = UsageTracker(limits: .init(versions: 4))
    let acme = try workspaceID()
    for seed in 0..<100 { tracker.use(try keyID(UInt64(seed)), in: acme) }
    let counts = tracker.reading(of: acme).all
    #expect(counts.versions.count == 4)
    #expect(counts.gap == UsageGap(at: now, cause: .tooMuchReported))
    #expect(tracker.unstoredGap == nil)
  }

  @Test("a use that is reported for a time to come counts as now")
  func clamped() throws {
    let tracker = UsageTracker()
    let acme = try workspaceID()
    tracker.note(
      uses: 2, of: try keyID(), in: acme, lastUsedAt: now + .hours(1),
      newestIssuedAt: now + .hours(2), latestExpiry: now + .hours(3), by: "chat-7", at: now)
    let usage = tracker.reading(of: acme).all[try keyID()]
    #expect(usage?.lastUsedAt == now)
    #expect(usage?.newestIssuedAt == now)
    #expect(usage?.latestExpiry == now + .hours(3))
  }

  @Test("a report of no tokens leaves nothing")
  func nothing() throws {
    let tracker = UsageTracker()
    tracker.note(
      uses: 0, of: try keyID(), in: try workspaceID(), lastUsedAt: now, newestIssuedAt: nil,
      latestExpiry: nil, by: "chat-7", at: now)
    tracker.note(0, .skipped, in: try workspaceID(), at: now)
    #expect(tracker.isEmpty)
  }

  @Test("tokens that nobody looked at leave a gap")
  func skipped() throws {
    let tracker = UsageTracker()
    let acme = try workspaceID()
    tracker.note(.skipped, in: acme, at: now)
    #expect(tracker.reading(of: acme).all.gap == UsageGap(at: now, cause: .notChecked))
  }

  @Test("a rejected token tells of its signer, unless it is only too old")
  func refused() throws {
    let tracker = UsageTracker()
    let acme = try workspaceID()
    func reject(_ reason: RejectionReason) throws {
      let rejection = Rejection(reason: reason, detail: "", version: 1, kid: try keyID())
      tracker.note(.rejected(rejection, denied: false), in: acme, at: now)
    }
    try reject(.expired)
    #expect(tracker.reading(of: acme).all[try keyID()] == nil)
    try reject(.userIdMissing)
    #expect(tracker.reading(of: acme).all[try keyID()]?.lastRefusedAt == now)
    #expect(tracker.reading(of: acme).all[try keyID()]?.lastUsedAt == nil)
  }

  @Test("a gap of all workspaces waits until the session's row tells of it")
  func gap() {
    let tracker = UsageTracker()
    let gap = UsageGap(at: now, cause: .leaseRanOut(verifier: "chat-7"))
    tracker.note(gap)
    #expect(tracker.unstoredGap == gap)
    tracker.note(UsageGap(at: now - .hours(1), cause: .uncleanStop))
    #expect(tracker.unstoredGap == gap)
    tracker.stored(gap)
    #expect(tracker.unstoredGap == nil)
    #expect(tracker.isEmpty)
  }
}
