import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

@Suite("random operations")
struct RandomOperationsTests {
  @Test(
    "3,000 of them, with a clock that jumps, leave what the plain model says",
    arguments: [UInt64(11), 12])
  func random(seed: UInt64) async throws {
    let play = try RandomPlay(seed: seed)
    for step in 0..<1500 {
      try await play.step()
      try await play.compare("seed \(seed), step \(step)")
      if step % 250 == 249 { try await play.compareThoroughly() }
    }
    #expect(play.refused > 100)
    #expect(play.done > 500)
  }
}

/// The service, the model, and a sequence of chances.
private final class RandomPlay {
  private var signet: TestService
  private var model: [String: ModelWorkspace] = [:]
  private let chance: SeededEntropy
  private let names = ["a", "b", "c", "d", "e"]
  private var deleted = 0
  private(set) var done = 0
  private(set) var refused = 0

  init(seed: UInt64) throws {
    chance = SeededEntropy(seed)
    signet = try TestService(entropy: SeededEntropy(seed &+ 1000))
  }

  private var now: Int64 { signet.service.deadlineNow.milliseconds }

  func step() async throws {
    switch chance.below(40) {
    case 0..<6: signet.clock.advance(by: .milliseconds(chance.below(3 * 3_600_000)))
    case 6: signet.clock.advance(by: .days(chance.below(12)))
    case 7: signet.clock.advance(by: .milliseconds(-chance.below(20 * 3_600_000)))
    case 8:
      let time = now
      try await signet.service.applyDeadlines()
      for name in model.keys { model[name]?.pass(time) }
    case 9 where chance.below(4) == 0: signet = try signet.reopened()
    default: try await operate(on: names[chance.below(names.count)])
    }
  }

  /// One operation on one workspace, and whether the service answers what the model does.
  private func operate(on name: String) async throws {
    let id = try workspaceID(name)
    let time = now
    guard var workspace = model[name] else {
      try await expect(nil) { try await self.signet.perform(CreateWorkspace(id: id)) }
      model[name] = ModelWorkspace()
      return
    }
    if workspace.isDeleted {
      try await expect("workspace_deleted") {
        try await self.signet.perform(CreateWorkspace(id: id))
      }
      return
    }
    workspace.pass(time)
    defer { model[name] = workspace }
    let some = chance.below(workspace.versions.count + 2)
    switch chance.below(20) {
    case 0:
      try await expect("workspace_exists") {
        try await self.signet.perform(CreateWorkspace(id: id))
      }
    case 1..<7:
      let grace = [0, 1, 60_000, 3_600_000, 86_400_000, 30 * 86_400_000][chance.below(6)]
      let expected = [nil, workspace.current, workspace.current, some][chance.below(4)]
      let force = chance.below(3) == 0
      let code = workspace.rotate(
        grace: Int64(grace), expected: expected, force: force, now: time)
      let rotate = RotateSecret(
        id: id, grace: .milliseconds(grace), expectedVersion: expected.map { UInt32($0) },
        force: force)
      try await expect(code) { try await self.signet.perform(rotate) }
    case 7:
      let code = workspace.finish()
      try await expect(code) { try await self.signet.perform(FinishRotation(id: id)) }
    case 8..<11:
      let until = time + Int64(chance.below(32 * 86_400_000) - 3_600_000)
      let code = workspace.reschedule(until: until, now: time)
      let end = RescheduleRotation.End.at(Timestamp(milliseconds: until))
      try await expect(code) {
        try await self.signet.perform(RescheduleRotation(id: id, end: end))
      }
    case 11..<14:
      let revoking = chance.below(3) == 0
      let code = workspace.rollBack(revoking: revoking)
      try await expect(code) {
        try await self.signet.perform(RollBackRotation(id: id, revoking: revoking))
      }
    case 14, 15:
      let code = workspace.revoke(some)
      try await expect(code) {
        try await self.signet.perform(RevokeSecret(id: id, version: .number(UInt32(some))))
      }
    case 16, 17:
      let code = workspace.reveal(some)
      try await expect(code) {
        try await self.signet.perform(RevealSecret(id: id, version: .number(UInt32(some))))
      }
    case 18 where deleted < 2 && chance.below(40) == 0:
      deleted += 1
      workspace.isDeleted = true
      try await expect(nil) {
        try await self.signet.perform(DeleteWorkspace(id: id, precondition: .any))
      }
    default:
      try await expect(nil) {
        try await self.signet.perform(FetchKeys(id: id), as: .verifier)
      }
    }
  }

  private func expect(_ code: String?, _ operation: () async throws -> Void) async throws {
    do {
      try await operation()
      #expect(code == nil)
      done += 1
    } catch let error as SignetError {
      #expect(error.code == code)
      refused += 1
    }
  }

  /// What verifiers accept, at this moment.
  func compare(_ place: String) async throws {
    for (name, workspace) in model where !workspace.isDeleted {
      let accepted = try await signet.accepted(name)
      #expect(accepted == workspace.accepted(at: now), "\(name), \(place)")
    }
  }

  /// All states, the material, the hash of all rows, the log.
  func compareThoroughly() async throws {
    for name in model.keys.sorted() where model[name]?.isDeleted == false {
      model[name]?.pass(now)
      #expect(try await signet.states(name) == model[name]?.states)
    }
    #expect(try await signet.service.verifyRows().isWhole)
    #expect(try await signet.verifyAudit().fault == nil)
  }
}
