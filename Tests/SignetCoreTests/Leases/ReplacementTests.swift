import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("a lease that takes another's place")
struct ReplacementTests {
  @Test("a new lease holds the newest revision")
  func new() throws {
    let story = TableStory()
    try story.publish("a")
    #expect(try story.grant().revision == 11)
  }

  @Test("a reconnect leaves no lease behind, and the new one holds what the old one held")
  func takesPlace() throws {
    let story = TableStory()
    let old = try story.grant().lease
    let revision = try story.publish("a")
    let new = try story.grant(replacing: old)
    #expect(new.revision == 10)
    #expect(!story.isLive(old))
    let propagation = try story.propagation(of: revision)
    #expect(propagation.behind.map(\.id) == [new.lease])
    #expect(propagation.expired.isEmpty)
  }

  @Test("who could not renew cannot live on by reconnecting")
  func behind() throws {
    let story = TableStory()
    let old = try story.grant().lease
    try story.publish("a")
    story.pass(.seconds(5))
    #expect(throws: SignetError.leaseBehind(holds: 10, revision: 11)) {
      try story.grant(replacing: old)
    }
    #expect(story.isLive(old))
    #expect(story.table.leases.count == 1)
  }

  @Test(
    "in place of one that has run out it holds the newest: nothing is used that was not fetched")
  func ranOut() throws {
    let story = TableStory()
    let old = try story.grant().lease
    try story.publish("a")
    story.pass(.seconds(60))
    #expect(try story.grant(replacing: old).revision == 11)
  }

  @Test("one for fewer workspaces leaves the other to its end, for what that may still use")
  func narrower() throws {
    let story = TableStory()
    let old = try story.grant(workspaces: ["a", "b"]).lease
    let new = try story.grant(workspaces: ["a"], replacing: old)
    #expect(story.isLive(old))
    let revision = try story.publish("b")
    #expect(try story.propagation(of: revision).behind.map(\.id) == [old])
    #expect(try story.grant(workspaces: ["a", "c"], replacing: new.lease).revision == 11)
    #expect(!story.isLive(new.lease))
  }

  @Test("a wait goes on with the new one")
  func waits() throws {
    let story = TableStory()
    let old = try story.grant().lease
    let revision = try story.publish("a")
    let wait = try #require(try story.wait(for: revision))
    let new = try story.grant(replacing: old).lease
    #expect(!story.isOver(wait))
    try story.renew(new, holds: revision)
    #expect(story.isOver(wait))
  }
}
