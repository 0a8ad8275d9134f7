import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the state machine of a workspace, as a value")
struct TransitionTests {
  private let start = Workspace.actTime

  @Test("a new workspace has one version, which is current")
  func created() throws {
    let workspace = try Workspace.sample()
    #expect(workspace.states == "1 current")
    #expect(workspace.isConsistent)
  }

  @Test("rotation makes the old version retiring until now and the grace")
  func rotated() throws {
    let workspace = try Workspace.rotated(grace: .hours(24))
    #expect(workspace.states == "1 retiring, 2 current")
    #expect(workspace.nextDeadline == start + .hours(24))
  }

  @Test("rotation without grace retires the old version at once")
  func rotatedAtOnce() throws {
    let workspace = try Workspace.rotated(grace: .zero)
    #expect(workspace.states == "1 retired, 2 current")
    #expect(workspace.versions[0].ending?.at == start)
    #expect(workspace.nextDeadline == nil)
  }

  @Test("rotation in a grace window is refused and names the version and its deadline")
  func refusedInGrace() throws {
    var workspace = try Workspace.rotated()
    #expect(
      throws: SignetError.rotationInProgress(
        retiring: 1, current: 2, acceptUntil: start + .hours(24),
        lastUsedAt: .unknown)
    ) { try workspace.rotate(to: try .sample(3), grace: .zero, act: .sample) }
    #expect(workspace.states == "1 retiring, 2 current")
  }

  @Test(
    "a deadline is open a millisecond before its time, and passed at it",
    arguments: [
      (-1, "1 retiring, 2 current"), (0, "1 retired, 2 current"), (1, "1 retired, 2 current"),
    ])
  func deadline(offset: Int, expected: String) throws {
    var workspace = try Workspace.rotated(grace: .seconds(10))
    _ = workspace.applyDeadline(now: start + .seconds(10) + .milliseconds(offset))
    #expect(workspace.states == expected)
  }

  @Test("a version that retired by its deadline retired at the deadline, not when it was noticed")
  func retiredAt() throws {
    var workspace = try Workspace.rotated(grace: .seconds(10))
    #expect(workspace.applyDeadline(now: start + .days(9)) == 1)
    #expect(workspace.versions[0].ending?.at == start + .seconds(10))
  }

  @Test("a workspace with all the versions it may have is rotated no more, but still revoked")
  func full() throws {
    var workspace = try Workspace.sample()
    for number in 2...Workspace.maximumVersions {
      try workspace.rotate(to: try .sample(UInt64(number)), grace: .zero, act: .sample)
    }
    let next = UInt64(Workspace.maximumVersions) + 1
    #expect(throws: SignetError.tooManyVersions(limit: Workspace.maximumVersions)) {
      try workspace.rotate(to: try .sample(next), grace: .zero, act: .sample)
    }
    let current = workspace.currentIndex
    let revocation = try workspace.revoke(at: current, act: .sample) { try .sample(next) }
    #expect(revocation == .replaced)
    #expect(workspace.current.number == UInt32(next))
  }

  @Test("a terminal version holds no material")
  func terminal() throws {
    var workspace = try Workspace.rotated()
    #expect(workspace.versions[0].secret != nil)
    _ = try workspace.finish(act: .sample)
    #expect(workspace.versions[0].secret == nil)
    _ = try workspace.revoke(at: 1, act: .sample) { try .sample(3) }
    #expect(workspace.versions[1].secret == nil)
    #expect(workspace.states == "1 retired, 2 revoked, 3 current")
  }

  @Test("rollback swaps current and retiring and keeps the deadline")
  func rollback() throws {
    var workspace = try Workspace.rotated()
    #expect(try workspace.rollback(revoking: false, act: .sample) == 2)
    #expect(workspace.states == "1 current, 2 retiring")
    #expect(workspace.nextDeadline == start + .hours(24))
    _ = try workspace.rollback(revoking: false, act: .sample)
    #expect(workspace.states == "1 retiring, 2 current")
  }

  @Test("a number is not used again after the newest version was rolled back and revoked")
  func numbers() throws {
    var workspace = try Workspace.rotated()
    _ = try workspace.rollback(revoking: true, act: .sample)
    try workspace.rotate(to: try .sample(3), grace: .zero, act: .sample)
    #expect(workspace.states == "1 retired, 2 revoked, 3 current")
  }

  @Test("without a grace window there is nothing to finish, move or roll back")
  func noRotation() throws {
    var workspace = try Workspace.sample()
    #expect(throws: SignetError.noRotation) { try workspace.finish(act: .sample) }
    #expect(throws: SignetError.noRotation) {
      try workspace.rollback(revoking: false, act: .sample)
    }
    #expect(throws: SignetError.noRotation) {
      try workspace.reschedule(to: start + .hours(1), now: start, pointer: "/grace")
    }
  }

  @Test(
    "the end moves to after now and to 30 days after the rotation, no further",
    arguments: [
      (Duration.zero, false), (.milliseconds(1), true), (.days(30), true),
      (.days(30) + .milliseconds(1), false), (.seconds(-1), false),
    ])
  func reschedule(offset: Duration, isAllowed: Bool) async throws {
    var workspace = try Workspace.rotated()
    let refused = try await faults {
      try workspace.reschedule(to: start + offset, now: start, pointer: "/acceptUntil")
    }
    #expect(refused == (isAllowed ? nil : ["/acceptUntil"]))
    #expect(workspace.nextDeadline == start + (isAllowed ? offset : .hours(24)))
  }

  @Test("if no replacement can be minted, the current version stays")
  func mintingFails() throws {
    var workspace = try Workspace.sample()
    #expect(throws: SignetError.busy) {
      try workspace.revoke(at: 0, act: .sample) { throw SignetError.busy }
    }
    #expect(workspace.states == "1 current")
  }
}
