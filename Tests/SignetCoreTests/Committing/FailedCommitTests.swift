import CFaultVFS
import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

@Suite("a COMMIT that fails", .timeLimit(.minutes(5)))
struct FailedCommitTests {
  private let signet: TestService
  private let log: String

  init() throws {
    try #require(fault_vfs_install() == 0)
    signet = try TestService()
    log = signet.databasePath + "-wal"
  }

  /// What goes wrong, and what is on the disk afterwards.
  enum Fault: CaseIterable, Sendable {
    /// All frames are in the file, and `fsync` fails: they are read again, or, if an attempt to
    /// reopen the database came as far as removing the log, they are not.
    case sync
    /// No frame is.
    case write

    var mayBeKept: Bool { self == .sync }
  }

  /// Makes every write to the log fail until it is mended.
  private func breakLog(_ fault: Fault) throws {
    let armed =
      switch fault {
      case .sync: fault_vfs_arm(log, FAULT_SYNC, 1, -1, 10 | 4 << 8)
      case .write: fault_vfs_arm(log, FAULT_WRITE, 1, -1, 10 | 3 << 8)
      }
    try #require(armed == 0)
  }

  private func mend() async {
    fault_vfs_disarm(log)
    await signet.events.wait(for: .storeRecovered)
  }

  @Test(
    "answers outcome_unknown, accepts what both outcomes accept, then what the disk says",
    arguments: Fault.allCases)
  func rotation(fault: Fault) async throws {
    try await signet.create(secret: try ownSecret())
    try await signet.rotate(grace: .zero)
    try await signet.create("uncached")
    let id = try workspaceID()
    try breakLog(fault)
    let rotate = RotateSecret(id: id, grace: .hours(1))
    await #expect(throws: SignetError.outcomeUnknown) {
      try await signet.perform(rotate, key: "k")
    }
    let keys = try #require(signet.service.cachedKeys(of: id))
    #expect(keys.accepted(at: signet.clock.now()).map(\.version) == [2])
    #expect(signet.service.live.isRecovering)
    await #expect(throws: SignetError.unavailable(.recovering)) {
      try await signet.reveal(.current)
    }
    await mend()
    #expect(!signet.service.live.isRecovering)
    #expect(signet.service.cachedKeys(of: id) == nil)
    let accepted = try await signet.accepted()
    #expect(accepted == [2] || accepted == [3, 2] && fault.mayBeKept)
    // Repeated with its key it comes to the same end either way.
    #expect(try await signet.perform(rotate, key: "k").current.number == 3)
    #expect(try await signet.states() == "1 retired, 2 retiring, 3 current")
    #expect(try await signet.verifyAudit().fault == nil)
    #expect(try await signet.service.verifyRows().isWhole)
    let again = try signet.reopened()
    #expect(try await again.states() == "1 retired, 2 retiring, 3 current")
  }

  @Test("of a revocation accepts neither secret until it is known", arguments: Fault.allCases)
  func revocation(fault: Fault) async throws {
    try await signet.create(secret: try ownSecret())
    let token = try signet.token(signedWith: try ownSecret())
    #expect(try await signet.isIdentified(token))
    try breakLog(fault)
    await #expect(throws: SignetError.outcomeUnknown) {
      try await signet.perform(RevokeSecret(id: try workspaceID(), version: .current))
    }
    let keys = try #require(signet.service.cachedKeys(of: try workspaceID()))
    #expect(keys.accepted(at: signet.clock.now()).isEmpty)
    let verdict = signet.service.verify(
      token, against: keys, grant: try Policy.authorise(.verifyTokens, .verifier))
    guard case .rejected(let rejection, _) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(rejection.reason == .keysUnavailable)
    await mend()
    let isRevoked = try await signet.states() == "1 revoked, 2 current"
    #expect(!isRevoked || fault.mayBeKept)
    #expect(try await signet.isIdentified(token) != isRevoked)
  }

  @Test("of a deletion accepts nothing until it is known", arguments: Fault.allCases)
  func deletion(fault: Fault) async throws {
    try await signet.create()
    try breakLog(fault)
    await #expect(throws: SignetError.outcomeUnknown) {
      try await signet.perform(DeleteWorkspace(id: try workspaceID(), precondition: .any))
    }
    let keys = try #require(signet.service.cachedKeys(of: try workspaceID()))
    #expect(keys.accepted(at: signet.clock.now()).isEmpty)
    await mend()
    do {
      #expect(try await signet.states() == "1 current")
    } catch let error as SignetError {
      #expect(error == .workspaceDeleted && fault.mayBeKept)
    }
  }

  @Test("of a move of the grace window's end leaves the earlier end", arguments: [1, 3])
  func reschedule(hours: Int) async throws {
    try await signet.create()
    try await signet.rotate(grace: .hours(2))
    let start = signet.clock.now()
    try breakLog(.write)
    await #expect(throws: SignetError.outcomeUnknown) {
      try await signet.perform(
        RescheduleRotation(id: try workspaceID(), end: .after(.hours(hours))))
    }
    let keys = try #require(signet.service.cachedKeys(of: try workspaceID()))
    let earlier = start + .hours(min(hours, 2))
    #expect(keys.accepted(at: earlier + .milliseconds(-1)).map(\.version) == [2, 1])
    #expect(keys.accepted(at: earlier).map(\.version) == [2])
    await mend()
    #expect(try await signet.accepted() == [2, 1])
  }

  @Test("judges by the stricter settings of both outcomes until it is known")
  func settings() async throws {
    try await signet.create()
    var patch = SettingsPatch()
    patch.requireExpiry = true
    patch.maxTokenLifetime = .hours(1)
    patch.clockSkew = .seconds(90)
    patch.enforcement = .required
    let before = signet.service.etag(
      of: try await signet.service.loadKeys(of: try workspaceID()))
    try breakLog(.write)
    await #expect(throws: SignetError.outcomeUnknown) {
      try await signet.perform(ChangeSettings(id: try workspaceID(), patch: patch))
    }
    let keys = try #require(signet.service.cachedKeys(of: try workspaceID()))
    #expect(signet.service.etag(of: keys) != before)
    #expect(keys.settings.requireExpiry)
    #expect(keys.settings.maxTokenLifetime == .hours(1))
    #expect(keys.settings.clockSkew == .seconds(60))
    #expect(keys.settings.enforcement == .required)
    #expect(
      keys.rules == TokenRules(requireExpiry: true, maxTokenLifetime: 3_600_000, clockSkew: 60_000))
    await mend()
    #expect(try await signet.view().settings == SecuritySettings())
  }

  @Test("discloses nothing: a reveal whose entry may be missing is not answered")
  func disclosure() async throws {
    try await signet.create()
    try breakLog(.sync)
    await #expect(throws: SignetError.outcomeUnknown) { try await signet.reveal(.current) }
    await mend()
    let reveals = try await signet.log().filter { $0.action == .secretReveal }
    #expect(reveals.count == 1)
    _ = try await signet.reveal(.current)
  }

  @Test("what waits behind it is refused, and the daemon stops while it cannot recover")
  func waiting() async throws {
    try await signet.create()
    try breakLog(.write)
    signet.store.hold()
    let first = Task { [signet] in try await signet.rotate() }
    while !signet.store.isWaiting { await Task.yield() }
    let second = Task { [signet] in try await signet.create("b") }
    while signet.service.committer.depth < 1 { await Task.yield() }
    signet.store.release()
    await #expect(throws: SignetError.outcomeUnknown) { try await first.value }
    await #expect(throws: SignetError.unavailable(.recovering)) { try await second.value }
    signet.stop()
    fault_vfs_disarm(log)
    #expect(try await signet.reopened().states() == "1 current")
  }

  @Test("a full disk is unavailable: nothing is disclosed or changed, and later all works again")
  func full() async throws {
    try await signet.create()
    let revision = signet.service.revision
    try #require(fault_vfs_arm(log, FAULT_WRITE, 1, -1, 13) == 0)
    let full = SignetError.unavailable(.store(.full))
    await #expect(throws: full) { try await signet.reveal(.current) }
    await #expect(throws: full) { try await signet.rotate() }
    #expect(signet.events.all.contains(.storeFailed(.full)))
    #expect(try await signet.accepted() == [1])
    fault_vfs_disarm(log)
    #expect(signet.service.revision == revision)
    try await signet.rotate()
    #expect(try await signet.log().count { $0.action == .secretReveal } == 0)
    #expect(try await signet.verifyAudit().fault == nil)
    #expect(try await signet.service.verifyRows().isWhole)
  }
}
