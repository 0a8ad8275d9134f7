import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the grace window: finish, reschedule, roll back")
struct GraceWindowTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  private func rotated(grace: Duration = .hours(24)) async throws {
    try await signet.create()
    try await signet.rotate(grace: grace)
  }

  @Test("finish ends it now")
  func finish() async throws {
    try await rotated()
    let receipt = try await signet.perform(FinishRotation(id: try workspaceID()))
    #expect(receipt.ended.map(\.number) == [1])
    #expect(receipt.retiring == nil)
    #expect(try await signet.states() == "1 retired, 2 current")
    #expect(try await signet.accepted() == [2])
  }

  @Test("reschedule moves its end, from now or to a time")
  func reschedule() async throws {
    try await rotated()
    let now = signet.clock.now()
    var receipt = try await signet.perform(
      RescheduleRotation(id: try workspaceID(), end: .after(.hours(2))))
    #expect(receipt.retiring?.grace?.acceptUntil == now + .hours(2))
    receipt = try await signet.perform(
      RescheduleRotation(id: try workspaceID(), end: .at(now + .hours(3))))
    #expect(receipt.retiring?.grace?.acceptUntil == now + .hours(3))
    #expect(receipt.ended.isEmpty)
  }

  @Test("the end lies in the future and at most 30 days after the rotation, however often it moves")
  func bounds() async throws {
    try await rotated()
    let start = signet.clock.now()
    signet.clock.advance(by: .hours(1))
    let now = signet.clock.now()
    let table: [(RescheduleRotation.End, String?)] = [
      (.at(now), "/acceptUntil"), (.at(start), "/acceptUntil"), (.after(.zero), "/grace"),
      (.after(.seconds(-5)), "/grace"), (.after(.seconds(Int64.max)), "/grace"),
      (.after(.days(30)), "/grace"), (.after(.days(30) - .hours(1)), nil),
      (.at(start + .days(30) + .milliseconds(1)), "/acceptUntil"), (.at(start + .days(30)), nil),
      (.at(now + .milliseconds(1)), nil),
    ]
    for (end, pointer) in table {
      let refused = try await faults {
        try await signet.perform(RescheduleRotation(id: try workspaceID(), end: end))
      }
      #expect(refused == pointer.map { [$0] }, "\(end)")
    }
  }

  @Test("rollback makes the old secret current and leaves the new one the grace that remained")
  func rollback() async throws {
    try await rotated(grace: .hours(2))
    signet.clock.advance(by: .hours(1))
    let receipt = try await signet.perform(RollBackRotation(id: try workspaceID()))
    #expect(receipt.current.number == 1)
    #expect(receipt.retiring?.number == 2)
    #expect(receipt.retiring?.grace?.acceptUntil == signet.clock.now() + .hours(1))
    #expect(try await signet.accepted() == [1, 2])
  }

  @Test("rollback can be rolled back")
  func again() async throws {
    try await rotated()
    try await signet.perform(RollBackRotation(id: try workspaceID()))
    try await signet.perform(RollBackRotation(id: try workspaceID()))
    #expect(try await signet.states() == "1 retiring, 2 current")
  }

  @Test("rollback may revoke the new secret")
  func rollbackRevoking() async throws {
    try await rotated()
    let receipt = try await signet.perform(RollBackRotation(id: try workspaceID(), revoking: true))
    #expect(receipt.ended.map(\.number) == [2])
    #expect(try await signet.states() == "1 current, 2 revoked")
    #expect(try await signet.accepted() == [1])
    try await signet.rotate(grace: .zero)
    #expect(try await signet.states() == "1 retired, 2 revoked, 3 current")
  }

  @Test("after its end there is nothing to finish, move or roll back", arguments: [false, true])
  func afterwards(wasFinished: Bool) async throws {
    try await rotated(grace: .hours(1))
    if wasFinished {
      try await signet.perform(FinishRotation(id: try workspaceID()))
    } else {
      signet.clock.advance(by: .hours(1))
    }
    await #expect(throws: SignetError.noRotation) {
      try await signet.perform(FinishRotation(id: try workspaceID()))
    }
    await #expect(throws: SignetError.noRotation) {
      try await signet.perform(RescheduleRotation(id: try workspaceID(), end: .after(.hours(1))))
    }
    await #expect(throws: SignetError.noRotation) {
      try await signet.perform(RollBackRotation(id: try workspaceID()))
    }
    await #expect(throws: SignetError.noRotation) { try await signet.reveal(.retiring) }
  }
}
