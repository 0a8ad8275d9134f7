import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("rotating a secret")
struct RotationTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("in the grace window tokens of both secrets identify, and after it only those of the new")
  func grace() async throws {
    try await signet.create()
    let old = try await signet.reveal(.current)
    try await signet.rotate()
    let new = try await signet.reveal(.current)
    #expect(old.text != new.text)
    #expect(try await signet.isIdentified(try signet.token(signedWith: old)))
    #expect(try await signet.isIdentified(try signet.token(signedWith: new)))
    signet.clock.advance(by: .hours(24))
    #expect(try await !signet.isIdentified(try signet.token(signedWith: old)))
    #expect(try await signet.isIdentified(try signet.token(signedWith: new)))
  }

  @Test("the grace is the workspace's default where none is given")
  func defaultGrace() async throws {
    var settings = SecuritySettings()
    settings.defaultGrace = .hours(2)
    try await signet.create(settings: settings)
    let receipt = try await signet.rotate()
    #expect(receipt.retiring?.grace?.acceptUntil == signet.clock.now() + .hours(2))
    #expect(receipt.ended.isEmpty)
  }

  @Test(
    "a grace of 0 to 30 days is taken",
    arguments: [
      (Duration.zero, true), (.milliseconds(1), true), (.days(30), true),
      (.days(30) + .milliseconds(1), false), (.milliseconds(-1), false),
      (.seconds(Int64.max), false),
    ])
  func range(grace: Duration, isAllowed: Bool) async throws {
    try await signet.create()
    let refused = try await faults { try await signet.rotate(grace: grace) }
    #expect(refused == (isAllowed ? nil : ["/grace"]))
    let old = grace == .zero ? "1 retired" : "1 retiring"
    #expect(try await signet.states() == (isAllowed ? "\(old), 2 current" : "1 current"))
  }

  @Test("without grace the old secret is retired at once, and the receipt names it")
  func atOnce() async throws {
    try await signet.create()
    let receipt = try await signet.rotate(grace: .zero)
    #expect(receipt.ended.map(\.number) == [1])
    #expect(receipt.ended.map(\.state) == [.retired])
    #expect(try await signet.accepted() == [2])
  }

  @Test("a second rotation in the grace window names the retiring version and its deadline")
  func inGrace() async throws {
    try await signet.create()
    try await signet.rotate(grace: .hours(1))
    let end = signet.clock.now() + .hours(1)
    await #expect(
      throws: SignetError.rotationInProgress(
        retiring: 1, current: 2, acceptUntil: end, lastUsedAt: .never)
    ) {
      try await signet.rotate()
    }
    signet.clock.advance(by: .hours(1))
    try await signet.rotate()
    #expect(try await signet.states() == "1 retired, 2 retiring, 3 current")
  }

  @Test("force needs the expected version")
  func forceAlone() async throws {
    try await signet.create()
    try await signet.rotate()
    let refused = try await faults {
      try await signet.perform(RotateSecret(id: try workspaceID(), force: true))
    }
    #expect(refused == ["/expectedVersion"])
    #expect(try await signet.states() == "1 retiring, 2 current")
  }

  @Test("force revokes the retiring version, and a repeated call revokes nothing more")
  func force() async throws {
    try await signet.create()
    try await signet.rotate()
    let forced = RotateSecret(id: try workspaceID(), expectedVersion: 2, force: true)
    let receipt = try await signet.perform(forced)
    #expect(receipt.ended.map(\.number) == [1])
    #expect(receipt.ended.map(\.state) == [.revoked])
    await #expect(throws: SignetError.versionMismatch(expected: 2, current: 3)) {
      try await signet.perform(forced)
    }
    #expect(try await signet.states() == "1 revoked, 2 retiring, 3 current")
  }

  @Test("force without a grace window is an ordinary rotation")
  func forceWithoutGrace() async throws {
    try await signet.create()
    try await signet.perform(RotateSecret(id: try workspaceID(), expectedVersion: 1, force: true))
    #expect(try await signet.states() == "1 retiring, 2 current")
  }

  @Test("another version than the expected one is refused and named")
  func expectedVersion() async throws {
    try await signet.create()
    let revision = signet.service.revision
    await #expect(throws: SignetError.versionMismatch(expected: 7, current: 1)) {
      try await signet.perform(RotateSecret(id: try workspaceID(), expectedVersion: 7))
    }
    #expect(signet.service.revision == revision)
  }

  @Test("numbers rise and key ids differ over many rotations")
  func identifiers() async throws {
    try await signet.create()
    for _ in 0..<20 { try await signet.rotate(grace: .zero) }
    let versions = try await signet.view().versions
    #expect(versions.map(\.number) == Array(1...21))
    #expect(Set(versions.map(\.kid)).count == 21)
  }

  @Test("what is not there cannot be rotated")
  func unknown() async throws {
    await #expect(throws: SignetError.workspaceNotFound) { try await signet.rotate() }
  }

  @Test("a rotation becomes due at the age that the settings name")
  func due() async throws {
    var settings = SecuritySettings()
    settings.rotateEvery = .days(90)
    try await signet.create(settings: settings)
    signet.clock.advance(by: .days(90) - .milliseconds(1))
    #expect(try await !signet.view().isRotationDue)
    signet.clock.advance(by: .milliseconds(1))
    #expect(try await signet.view().isRotationDue)
    try await signet.rotate()
    #expect(try await !signet.view().isRotationDue)
  }
}
