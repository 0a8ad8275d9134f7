import SignetAudit
import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

@Suite("reading workspaces and keys")
struct ReadingTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  private func pages(limit: Int, rotating: Bool = false, due: Bool = false) async throws -> [String]
  {
    var names: [String] = []
    var after: UInt64? = 0
    while let start = after {
      let page = try await signet.perform(
        ListWorkspaces(after: start, limit: limit, rotating: rotating, due: due))
      #expect(page.workspaces.count <= limit)
      names += page.workspaces.map(\.id.text)
      after = page.next
    }
    return names
  }

  @Test(
    "pages list each workspace once, in the order of creation", arguments: [1, 3, 7, 200, 1000])
  func list(limit: Int) async throws {
    for number in 0..<7 { try await signet.create("w\(number)") }
    #expect(try await pages(limit: limit) == (0..<7).map { "w\($0)" })
  }

  @Test("a list can be of those in a grace window, or of those whose rotation is due")
  func filters() async throws {
    var settings = SecuritySettings()
    settings.rotateEvery = .days(1)
    for number in 0..<6 {
      try await signet.create("w\(number)", settings: number < 3 ? settings : .init())
    }
    for number in [1, 4, 5] { try await signet.rotate("w\(number)", grace: .days(2)) }
    try await signet.perform(FinishRotation(id: try workspaceID("w5")))
    #expect(try await pages(limit: 1, rotating: true) == ["w1", "w4"])
    #expect(try await pages(limit: 1, due: true) == [])
    signet.clock.advance(by: .days(1))
    #expect(try await pages(limit: 2, due: true) == ["w0", "w1", "w2"])
    signet.clock.advance(by: .days(1))
    #expect(try await pages(limit: 2, rotating: true) == [])
  }

  @Test("a verifier is given the current version first, with its state and deadline")
  func keys() async throws {
    try await signet.create(secret: try ownSecret())
    try await signet.rotate(grace: .hours(1))
    let keys = try await signet.perform(FetchKeys(id: try workspaceID()), as: .verifier)
    let accepted = keys.accepted(at: signet.clock.now())
    #expect(accepted.map(\.version) == [2, 1])
    #expect(accepted.map(\.state) == [.current, .retiring])
    let end = (signet.clock.now() + .hours(1)).milliseconds
    #expect(accepted.map(\.acceptUntil) == [nil, end])
    #expect(accepted.last?.secret.text == "an own secret of 32 bytes or more")
  }

  @Test("a test token is signed with the current secret and identifies")
  func signing() async throws {
    try await signet.create()
    try await signet.rotate()
    let signed = try await signet.perform(
      SignToken(id: try workspaceID(), claims: Array(#"{"userId":"u"}"#.utf8)))
    #expect(signed.version == 2)
    #expect(try await signet.isIdentified(signed.token))
    signet.clock.advance(by: .hours(1) + .seconds(60))
    #expect(try await !signet.isIdentified(signed.token))
  }

  @Test(
    "a test token lives 1 second to 30 days",
    arguments: [
      (Duration.seconds(1), true), (.days(30), true), (.milliseconds(999), false), (.zero, false),
      (.days(30) + .milliseconds(1), false), (.seconds(-1), false),
    ])
  func lifetime(expiresIn: Duration, isAllowed: Bool) async throws {
    try await signet.create()
    let refused = try await faults {
      try await signet.perform(
        SignToken(
          id: try workspaceID(), claims: Array(#"{"userId":"u"}"#.utf8), expiresIn: expiresIn))
    }
    #expect(refused == (isAllowed ? nil : ["/expiresIn"]))
  }

  @Test("claims that identify nobody are refused with the reason a verifier would give")
  func claims() async throws {
    try await signet.create()
    let error = await #expect(throws: SignetError.self) {
      try await signet.perform(SignToken(id: try workspaceID(), claims: Array("{}".utf8)))
    }
    guard case .tokenClaims(let rejection) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(rejection.reason == .userIdMissing)
  }

  @Test("a workspace is read with its newest entries, its own only")
  func activity() async throws {
    try await signet.create()
    try await signet.create("other")
    try await signet.rotate()
    let view = try await signet.perform(ReadWorkspace(id: try workspaceID(), activity: 2))
    #expect(view.activity.map(\.action) == [.secretRotate, .workspaceCreate])
    #expect(try await signet.view().activity.isEmpty)
  }
}
