import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("how many leases there may be")
struct BoundTests {
  private func bounds(_ leases: Int) -> LeaseTable.Bounds {
    var bounds = LeaseTable.Bounds()
    bounds.leases = leases
    return bounds
  }

  @Test("16,384 at once, and no uid has more than half of them unless it is root")
  func numbers() {
    let bounds = LeaseTable.Bounds()
    #expect(bounds.leases == 16_384)
    #expect(bounds.leases(of: 2000) == 8192)
    #expect(bounds.leases(of: 0) == 16_384)
  }

  @Test("one uid cannot take the places of others")
  func half() throws {
    let story = TableStory(bounds: bounds(8))
    for _ in 0..<4 { _ = try story.grant(uid: 2000) }
    #expect(throws: SignetError.busy) { try story.grant(uid: 2000) }
    for _ in 0..<4 { _ = try story.grant(uid: 2001) }
    #expect(throws: SignetError.busy) { try story.grant(uid: 2002) }
  }

  @Test("root may take all of them")
  func root() throws {
    let story = TableStory(bounds: bounds(8))
    for _ in 0..<8 { _ = try story.grant(uid: 0) }
    #expect(throws: SignetError.busy) { try story.grant(uid: 0) }
  }

  @Test("a place is free again once its lease has run out or was released")
  func free() throws {
    let story = TableStory(bounds: bounds(4))
    let first = try story.grant().lease
    _ = try story.grant()
    try story.table.release(first, uid: 2000, now: story.now)
    _ = try story.grant()
    #expect(throws: SignetError.busy) { try story.grant() }
    story.now += .seconds(60)
    _ = try story.grant()
    #expect(story.table.leases.count == 1)
  }

  @Test("who takes its own lease's place needs none")
  func replacing() throws {
    let story = TableStory(bounds: bounds(4))
    var lease = try story.grant().lease
    _ = try story.grant()
    for _ in 0..<5 { lease = try story.grant(replacing: lease).lease }
    #expect(story.table.leases.count == 2)
    // One that leaves the other to its end needs one.
    #expect(throws: SignetError.busy) { try story.grant(workspaces: ["a"], replacing: lease) }
  }

  @Test("of many that mean to take one lease's place at once, no more come than there is room for")
  func race() throws {
    let story = TableStory(bounds: bounds(8))
    let old = try story.grant().lease
    for _ in 0..<2 { _ = try story.grant() }
    var prepared: [SavedLease] = []
    for _ in 0..<6 {
      let place = try? story.table.prepareGrant(
        uid: 2000, workspaces: nil, replacing: old, now: story.now)
      if place != nil { prepared.append(try TableStory.saved()) }
    }
    #expect(prepared.count == 2)
    for lease in prepared { _ = try story.table.grant(lease, replacing: old, now: story.now) }
    #expect(story.table.leases.count == 4)
    #expect(throws: SignetError.busy) { try story.grant() }
  }

  @Test("leases that ran out are named for 10 minutes, and no more of them than there is room")
  func ended() throws {
    var bounds = LeaseTable.Bounds()
    bounds.ended = 3
    let story = TableStory(bounds: bounds)
    for number in 0..<5 { _ = try story.grant("v\(number)") }
    let revision = try story.publish("a")
    story.pass(.seconds(60))
    #expect(try story.propagation(of: revision).expired.count == 3)
    story.pass(.seconds(600) - .nanoseconds(1))
    #expect(try story.propagation(of: revision).expired.count == 3)
    story.pass(.nanoseconds(1))
    #expect(try story.propagation(of: revision).expired.isEmpty)
  }

  @Test(
    "where too many workspaces are fetched without a lease, such a fetch counts for all of them")
  func anonymous() throws {
    var fetches = AnonymousFetches(capacity: 4)
    for number in 0..<4 {
      fetches.enter(try workspaceID("w\(number)"), at: .seconds(number))
    }
    #expect(try fetches.end(of: workspaceID("other")) == nil)
    fetches.enter(try workspaceID("w4"), at: .seconds(4))
    #expect(try fetches.end(of: workspaceID("other")) == .seconds(62))
    #expect(try fetches.end(of: workspaceID("w0")) == .seconds(62))
    #expect(try fetches.end(of: workspaceID("w3")) == .seconds(63))
    #expect(try fetches.end(of: workspaceID("w4")) == .seconds(64))
    #expect(fetches.end == .seconds(64))
  }
}
