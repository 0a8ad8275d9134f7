import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("how long a lease lasts")
struct RenewalRuleTests {
  @Test("a lease is over at its end, not a moment later")
  func end() throws {
    let story = TableStory()
    let lease = try story.grant().lease
    story.now += .seconds(60) - .nanoseconds(1)
    #expect(story.isLive(lease))
    story.now += .nanoseconds(1)
    #expect(!story.isLive(lease))
    #expect(throws: SignetError.leaseNotFound) { try story.renew(lease, holds: 10) }
    #expect(throws: SignetError.leaseNotFound) { try story.fetch("acme", lease: lease) }
  }

  @Test("a renewal lasts from when the daemon received it")
  func renewal() throws {
    let story = TableStory()
    let lease = try story.grant().lease
    story.pass(.seconds(59))
    try story.renew(lease, holds: 10)
    story.pass(.seconds(60) - .nanoseconds(1))
    #expect(story.isLive(lease))
    story.pass(.nanoseconds(1))
    #expect(!story.isLive(lease))
  }

  @Test("only a request renews: neither a change, nor a fetch, nor an open stream does")
  func onlyRequests() throws {
    let story = TableStory()
    let lease = try story.grant().lease
    story.table.update(lease) { $0.streams += 1 }
    story.pass(.seconds(30))
    try story.publish("acme")
    try story.fetch("acme", lease: lease)
    story.pass(.seconds(30))
    #expect(!story.isLive(lease))
  }

  @Test(
    "from 5 s after a commit a renewal that holds less is refused, and nothing is renewed by it")
  func patience() throws {
    let story = TableStory()
    let lease = try story.grant().lease
    try story.publish("acme")
    story.pass(.seconds(5) - .nanoseconds(1))
    try story.renew(lease, holds: 10)
    story.pass(.nanoseconds(1))
    #expect(throws: SignetError.leaseBehind(holds: 10, revision: 11)) {
      try story.renew(lease, holds: 10)
    }
    story.pass(.seconds(60) - .nanoseconds(1))
    #expect(!story.isLive(lease))
  }

  @Test("the least that it must hold is the newest change that is 5 s old")
  func least() throws {
    let story = TableStory()
    let lease = try story.grant().lease
    try story.publish("a")
    story.pass(.seconds(1))
    try story.publish("b")
    story.pass(.seconds(3))
    try story.publish("c")
    story.pass(.seconds(2))
    #expect(throws: SignetError.leaseBehind(holds: 10, revision: 12)) {
      try story.renew(lease, holds: 11)
    }
    let renewed = try story.renew(lease, holds: 12)
    #expect(renewed == LeaseRenewed(holds: 12, revision: 13))
  }

  @Test("a lease for some workspaces must hold the changes of these alone")
  func filter() throws {
    let story = TableStory()
    let lease = try story.grant(workspaces: ["a", "b"]).lease
    try story.publish("other")
    story.pass(.seconds(10))
    // Nothing that concerns it has changed, so it holds the newest revision.
    let first = try story.renew(lease, holds: 10)
    #expect(first == LeaseRenewed(holds: 11, revision: 11))
    try story.publish("b")
    try story.publish("other")
    story.pass(.seconds(10))
    #expect(throws: SignetError.leaseBehind(holds: 11, revision: 12)) {
      try story.renew(lease, holds: 11)
    }
    let second = try story.renew(lease, holds: 12)
    #expect(second == LeaseRenewed(holds: 13, revision: 13))
  }

  @Test("of what it held before and what is said, the greater is kept")
  func greater() throws {
    let story = TableStory()
    let lease = try story.grant().lease
    try story.publish("a")
    try story.publish("b")
    #expect(try story.renew(lease, holds: 11).holds == 11)
    #expect(try story.renew(lease, holds: 3).holds == 11)
  }

  @Test("nobody holds a revision that is not there yet")
  func future() throws {
    let story = TableStory()
    let lease = try story.grant().lease
    var pointers: [String] = []
    do throws(SignetError) {
      try story.renew(lease, holds: 11)
    } catch {
      if case .invalid(let faults) = error { pointers = faults.map(\.pointer) }
    }
    #expect(pointers == ["/holds"])
    #expect(try story.renew(lease, holds: 10).holds == 10)
  }

  @Test("another uid's lease can be neither renewed, nor released, nor used, nor replaced")
  func otherUID() throws {
    let story = TableStory()
    let lease = try story.grant(uid: 2000).lease
    #expect(throws: SignetError.leaseForbidden) { try story.renew(lease, holds: 10, uid: 2001) }
    #expect(throws: SignetError.leaseForbidden) { try story.fetch("a", lease: lease, uid: 0) }
    #expect(throws: SignetError.leaseForbidden) {
      try story.table.release(lease, uid: 0, now: story.now)
    }
    #expect(throws: SignetError.leaseForbidden) { try story.grant(uid: 2001, replacing: lease) }
    #expect(story.isLive(lease))
  }

  @Test("what the ring has forgotten is taken to concern everybody")
  func forgotten() throws {
    var bounds = LeaseTable.Bounds()
    bounds.changes = 4
    let story = TableStory(bounds: bounds)
    let lease = try story.grant(workspaces: ["a"]).lease
    for _ in 0..<6 { try story.publish("other") }
    story.pass(.seconds(6))
    #expect(throws: SignetError.leaseBehind(holds: 10, revision: 12)) {
      try story.renew(lease, holds: 10)
    }
    #expect(try story.renew(lease, holds: 12).holds == 16)
  }

  @Test("a lease that was released is over at once")
  func released() throws {
    let story = TableStory()
    let lease = try story.grant().lease
    try story.table.release(lease, uid: 2000, now: story.now)
    #expect(!story.isLive(lease))
    #expect(throws: SignetError.leaseNotFound) {
      try story.table.release(lease, uid: 2000, now: story.now)
    }
  }
}
