import SignetAudit
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("repeated requests")
struct IdempotencyTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("a repeated rotation gets the same receipt and changes nothing, also after reopening")
  func rotate() async throws {
    try await signet.create()
    let rotate = RotateSecret(id: try workspaceID(), grace: .zero)
    let first = try await signet.perform(rotate, key: "k")
    let revision = signet.service.revision
    #expect(try await signet.perform(rotate, key: "k") == first)
    #expect(signet.service.revision == revision)
    let again = try signet.reopened()
    #expect(try await again.perform(rotate, key: "k") == first)
    #expect(try await again.states() == "1 retired, 2 current")
  }

  @Test("the key is looked up before the state is judged")
  func first() async throws {
    try await signet.create()
    let rotate = RotateSecret(id: try workspaceID(), expectedVersion: 1)
    let receipt = try await signet.perform(rotate, key: "k")
    // Without its key it would be a mismatch, and a rotation in a grace window.
    #expect(try await signet.perform(rotate, key: "k") == receipt)
  }

  @Test("the same key with another body is refused")
  func otherBody() async throws {
    try await signet.create()
    let rotate = RotateSecret(id: try workspaceID(), grace: .zero)
    try await signet.perform(rotate, key: "k", body: "one")
    await #expect(throws: SignetError.idempotencyKeyReused) {
      try await signet.perform(rotate, key: "k", body: "two")
    }
    #expect(try await signet.states() == "1 retired, 2 current")
  }

  @Test("the same key of another uid, for another route or in another workspace is another key")
  func owners() async throws {
    try await signet.create("one")
    try await signet.create("two")
    let rotate = RotateSecret(id: try workspaceID("one"), grace: .zero)
    try await signet.perform(rotate, key: "k")
    try await signet.perform(rotate, as: .otherAdmin, key: "k", body: "another")
    try await signet.perform(rotate, key: "k", body: "a third", route: "another")
    #expect(try await signet.states("one") == "1 retired, 2 retired, 3 retired, 4 current")
    try await signet.perform(
      RotateSecret(id: try workspaceID("two"), grace: .zero), key: "k", body: "fourth")
    #expect(try await signet.states("two") == "1 retired, 2 current")
  }

  @Test("a key is forgotten after 24 hours, not before", arguments: [(-1, 2), (0, 3)])
  func lapses(offset: Int, version: UInt32) async throws {
    try await signet.create()
    let rotate = RotateSecret(id: try workspaceID(), grace: .zero)
    try await signet.perform(rotate, key: "k")
    signet.clock.advance(by: .hours(24) + .milliseconds(offset))
    #expect(try await signet.perform(rotate, key: "k").current.number == version)
  }

  @Test("one key more than a workspace can keep is refused, and tells of no version that never was")
  func bound() async throws {
    try await signet.create()
    let rotate = RotateSecret(id: try workspaceID(), grace: .zero)
    for number in 0..<256 { try await signet.perform(rotate, key: "\(number)") }
    await #expect(throws: SignetError.tooManyIdempotencyKeys) {
      try await signet.perform(rotate, key: "one more")
    }
    let entry = try await signet.log().last
    #expect(entry?.outcome == .failed(code: "too_many_requests"))
    #expect(entry?.version == nil)
    #expect(entry?.details == [])
    // Those that are there still answer, and without a key all goes on.
    #expect(try await signet.perform(rotate, key: "0").current.number == 2)
    try await signet.perform(rotate)
    signet.clock.advance(by: .hours(24))
    try await signet.perform(rotate, key: "one more")
  }

  @Test("a revocation finds room among the keys of everybody, and so does the end of a rotation")
  func emergency() async throws {
    try await signet.create()
    let id = try workspaceID()
    let change = ChangeSettings(id: id, patch: SettingsPatch())
    for number in 0..<256 { try await signet.perform(change, key: "\(number)") }
    await #expect(throws: SignetError.tooManyIdempotencyKeys) {
      try await signet.perform(change, key: "one more")
    }
    let revoke = RevokeSecret(id: id, version: .current)
    let receipt = try await signet.perform(revoke, key: "emergency")
    #expect(receipt.current.number == 2)
    #expect(try await signet.perform(revoke, key: "emergency") == receipt)
    try await signet.rotate()
    try await signet.perform(FinishRotation(id: id), key: "finish")
    #expect(try await signet.states() == "1 revoked, 2 retired, 3 current")
  }

  @Test("a repeated creation gets the same receipt, also after changes")
  func create() async throws {
    let create = CreateWorkspace(id: try workspaceID())
    let first = try await signet.perform(create, key: "k")
    try await signet.rotate()
    #expect(try await signet.perform(create, key: "k") == first)
    await #expect(throws: SignetError.workspaceExists) {
      try await signet.perform(create, key: "another")
    }
    await #expect(throws: SignetError.idempotencyKeyReused) {
      try await signet.perform(create, key: "k", body: "another")
    }
  }

  @Test("a repeated deletion gets the same answer for 24 hours, another one is told it is gone")
  func delete() async throws {
    try await signet.create()
    let delete = DeleteWorkspace(id: try workspaceID(), precondition: .any)
    let first = try await signet.perform(delete, key: "k")
    #expect(try await signet.perform(delete, key: "k") == first)
    await #expect(throws: SignetError.idempotencyKeyReused) {
      try await signet.perform(delete, key: "k", body: "another")
    }
    await #expect(throws: SignetError.workspaceDeleted) {
      try await signet.perform(delete, as: .otherAdmin, key: "k")
    }
    signet.clock.advance(by: .hours(24))
    await #expect(throws: SignetError.workspaceDeleted) {
      try await signet.perform(delete, key: "k")
    }
  }

  @Test("a request that changed nothing changes nothing either when it is repeated later")
  func nothingToChange() async throws {
    try await signet.create()
    func change(_ enforcement: SecuritySettings.Enforcement) throws -> ChangeSettings {
      var patch = SettingsPatch()
      patch.enforcement = enforcement
      return ChangeSettings(id: try workspaceID(), patch: patch)
    }
    let first = try await signet.perform(try change(.optional), key: "k")
    try await signet.perform(try change(.required))
    #expect(try await signet.perform(try change(.optional), key: "k") == first)
    #expect(try await signet.view().settings.enforcement == .required)
  }

  @Test("a request that was refused may be sent again with its key")
  func refused() async throws {
    try await signet.create()
    try await signet.rotate(grace: .hours(1))
    let rotate = RotateSecret(id: try workspaceID(), grace: .zero)
    await #expect(throws: SignetError.self) { try await signet.perform(rotate, key: "k") }
    signet.clock.advance(by: .hours(1))
    #expect(try await signet.perform(rotate, key: "k").current.number == 3)
  }

  @Test("a replay has its entry, which says so")
  func entry() async throws {
    try await signet.create()
    let rotate = RotateSecret(id: try workspaceID(), grace: .zero)
    try await signet.perform(rotate, key: "k")
    try await signet.perform(rotate, key: "k")
    let entry = try await signet.log().last
    #expect(entry?.action == .secretRotate)
    #expect(entry?.outcome == .allowed)
    #expect(entry?.revision == nil)
    #expect(entry?.details == [.init(name: "replayed", value: "true")])
  }
}
