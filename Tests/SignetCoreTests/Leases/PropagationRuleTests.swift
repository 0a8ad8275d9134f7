import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("how far a revision has come")
struct PropagationRuleTests {
  @Test("it is complete where nobody has a lease")
  func nobody() throws {
    let story = TableStory()
    let revision = try story.publish("a")
    #expect(try story.propagation(of: revision).isComplete)
    #expect(try story.wait(for: revision) == nil)
  }

  @Test("leases hold it, are behind, or ran out without it")
  func lists() throws {
    let story = TableStory()
    let silent = try story.grant("silent").lease
    story.pass(.seconds(30))
    let good = try story.grant("good").lease
    let slow = try story.grant("slow").lease
    let revision = try story.publish("a")
    try story.renew(good, holds: revision)
    story.pass(.seconds(30))
    let propagation = try story.propagation(of: revision)
    #expect(propagation.holding.map(\.id) == [good])
    #expect(propagation.behind.map(\.id) == [slow])
    #expect(propagation.expired.map(\.id) == [silent])
    #expect(!propagation.isComplete)
    story.pass(.seconds(30))
    #expect(try story.propagation(of: revision).isComplete)
  }

  @Test("one that ran out before the commit, or that was released, is none of these")
  func before() throws {
    let story = TableStory()
    _ = try story.grant("early")
    story.pass(.seconds(60))
    let leaver = try story.grant("leaver").lease
    let revision = try story.publish("a")
    try story.table.release(leaver, uid: 2000, now: story.now)
    let propagation = try story.propagation(of: revision)
    #expect(propagation.isComplete)
    #expect(propagation.expired.isEmpty)
  }

  @Test("a lease for other workspaces is not asked")
  func filter() throws {
    let story = TableStory()
    let other = try story.grant("other", workspaces: ["b"]).lease
    let one = try story.grant("one", workspaces: ["a"]).lease
    let revision = try story.publish("a")
    #expect(try story.propagation(of: revision).behind.map(\.id) == [one])
    let next = try story.publish("b")
    #expect(try story.propagation(of: next).behind.map(\.id) == [other])
  }

  @Test("a fetch without a lease counts for 60 s, on its workspace alone")
  func anonymous() throws {
    let story = TableStory()
    try story.fetch("a")
    story.pass(.seconds(10))
    let other = try story.publish("b")
    let revision = try story.publish("a")
    #expect(try story.propagation(of: other).isComplete)
    #expect(try story.propagation(of: revision).anonymousUntil == TableStory.start + .seconds(60))
    let wait = try #require(try story.wait(for: revision))
    story.pass(.seconds(50) - .nanoseconds(1))
    #expect(!story.isOver(wait))
    #expect(try !story.propagation(of: revision).isComplete)
    story.pass(.nanoseconds(1))
    #expect(story.isOver(wait))
    #expect(try story.propagation(of: revision).isComplete)
  }

  @Test("a fetch that comes in after the publication does not count: it reads the new keys")
  func afterwards() throws {
    let story = TableStory()
    try story.fetch("a")
    story.pass(.seconds(10))
    let revision = try story.publish("a")
    story.pass(.seconds(1))
    try story.fetch("a")
    #expect(try story.propagation(of: revision).anonymousUntil == TableStory.start + .seconds(60))
  }

  @Test("a revision above the newest is not known, nor is revision 0")
  func unknown() throws {
    let story = TableStory()
    #expect(throws: SignetError.revisionNotFound) { try story.propagation(of: 11) }
    #expect(throws: SignetError.revisionNotFound) { try story.propagation(of: 0) }
    #expect(try story.propagation(of: 10).isComplete)
  }

  @Test("every wait ends within 5 s and one lease, whatever a verifier does")
  func bound() throws {
    let story = TableStory()
    let honest = try story.grant("honest").lease
    var stubborn = try story.grant("stubborn").lease
    let revision = try story.publish("a")
    let wait = try #require(try story.wait(for: revision))
    var refused = false
    for _ in 0..<650 {
      story.pass(.milliseconds(100))
      if story.isLive(honest) { try story.renew(honest, holds: story.newest) }
      do {
        try story.renew(stubborn, holds: 10)
      } catch { refused = true }
      if let again = try? story.grant(
        "stubborn", replacing: story.isLive(stubborn) ? stubborn : nil)
      {
        if again.revision < revision { stubborn = again.lease }
      }
    }
    #expect(refused)
    #expect(story.now == TableStory.start + .seconds(65))
    #expect(story.isOver(wait))
    #expect(try story.propagation(of: revision).isComplete)
    #expect(try story.propagation(of: revision).expired.map(\.verifier) == ["stubborn"])
  }

  @Test("a wait ends at its own end where it is not complete")
  func deadline() throws {
    let story = TableStory()
    _ = try story.grant()
    let revision = try story.publish("a")
    let wait = try #require(try story.wait(for: revision, atMost: .seconds(3)))
    story.pass(.seconds(3) - .nanoseconds(1))
    #expect(!story.isOver(wait))
    story.pass(.nanoseconds(1))
    #expect(story.isOver(wait))
    #expect(try !story.propagation(of: revision).isComplete)
  }

  @Test("after a recovery all leases are behind until they hold what was found")
  func recovery() throws {
    let story = TableStory()
    let lease = try story.grant(workspaces: ["a"]).lease
    try story.fetch("b")
    story.table.reset(to: 12, now: story.now)
    let propagation = try story.propagation(of: 12)
    #expect(propagation.behind.map(\.id) == [lease])
    #expect(propagation.anonymousUntil == TableStory.start + .seconds(60))
    #expect(story.table.ring.changes(after: 10, limit: 9) == .gone(newest: 12))
    try story.renew(lease, holds: 12)
    #expect(try story.propagation(of: 12).behind.isEmpty)
  }

  @Test("a recovery makes no wait longer")
  func recoveryAndWait() throws {
    let story = TableStory()
    let lease = try story.grant().lease
    let revision = try story.publish("a")
    let wait = try #require(try story.wait(for: revision))
    story.pass(.seconds(4))
    try story.renew(lease, holds: 10)
    story.table.reset(to: 13, now: story.now)
    #expect(throws: SignetError.leaseBehind(holds: 10, revision: 13)) {
      try story.renew(lease, holds: 12)
    }
    story.pass(.seconds(60))
    #expect(story.isOver(wait))
    #expect(!story.isLive(lease))
  }

  @Test("where a recovery finds that nothing was committed, nothing has changed for anybody")
  func recoveryOfNothing() throws {
    let story = TableStory()
    let lease = try story.grant().lease
    try story.publish("a")
    story.table.reset(to: 11, now: story.now)
    #expect(try story.renew(lease, holds: 10).holds == 10)
    #expect(
      try story.table.ring.changes(after: 10, limit: 9)
        == .changes([KeyChange(revision: 11, workspace: workspaceID("a"))]))
  }

  @Test("leases of the daemon's last run count for 60 s after its start, unless they are renewed")
  func restored() throws {
    let story = TableStory(at: 20, mayBeKnown: true)
    let (left, goes) = (
      try TableStory.saved("left", holds: 12), try TableStory.saved("goes on", holds: 15)
    )
    story.table.restore(left, now: story.now)
    story.table.restore(goes, now: story.now)
    #expect(try story.propagation(of: 20).behind.count == 2)
    #expect(try story.propagation(of: 20).anonymousUntil == TableStory.start + .seconds(60))
    story.pass(.seconds(20))
    #expect(throws: SignetError.leaseBehind(holds: 15, revision: 20)) {
      try story.renew(goes.id, holds: 19)
    }
    try story.renew(goes.id, holds: 20)
    story.pass(.seconds(40))
    #expect(!story.isLive(left.id))
    #expect(story.isLive(goes.id))
    #expect(try story.propagation(of: 20).isComplete)
    #expect(try story.propagation(of: 20).expired.map(\.verifier) == ["left"])
  }
}
