import SignetAudit
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("walking the log")
struct WalkingTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("a log of several pieces is verified to its head while it grows")
  func growing() async throws {
    try await signet.create()
    let id = try workspaceID()
    func fetch(_ count: Int) async throws {
      try await withThrowingTaskGroup { group in
        for _ in 0..<count {
          group.addTask { [signet] in
            try await signet.perform(FetchKeys(id: id), as: .verifier)
          }
        }
        try await group.waitForAll()
      }
    }
    try await fetch(1200)
    let verification = Task { [signet] in try await signet.verifyAudit() }
    try await fetch(300)
    let found = try await verification.value
    #expect(found.fault == nil)
    #expect(found.entries >= 1202)
    #expect(found.entries == found.head.sequence)
  }

  @Test("one walk at a time: the second is refused at once, and a later one goes on")
  func oneWalk() async throws {
    try await signet.create()
    signet.store.hold()
    let first = Task { [signet] in try await signet.verifyAudit() }
    while !signet.store.isWaiting { await Task.yield() }
    await #expect(throws: SignetError.busy) { try await signet.verifyAudit() }
    signet.store.release()
    #expect(try await first.value.fault == nil)
    #expect(try await signet.verifyAudit().fault == nil)
  }

  @Test("a walk stops when nobody waits for it any more")
  func cancelled() async throws {
    for number in 0..<260 { try await signet.create("w\(number)") }
    for number in 0..<260 { try await signet.rotate("w\(number)") }
    signet.store.hold()
    let walk = Task { [signet] in try await signet.verifyAudit() }
    while !signet.store.isWaiting { await Task.yield() }
    walk.cancel()
    signet.store.release()
    await #expect(throws: SignetError.busy) { try await walk.value }
    #expect(try await signet.verifyAudit().fault == nil)
  }

  @Test("entries are found by workspace, outcome, uid, asserted name and time")
  func filters() async throws {
    let start = signet.clock.now()
    try await signet.create("one")
    signet.clock.advance(by: .hours(1))
    try await signet.perform(
      CreateWorkspace(id: try workspaceID("two")), as: .otherAdmin, onBehalfOf: "user:dora")
    signet.clock.advance(by: .hours(1))
    await #expect(throws: SignetError.self) { try await signet.rotate("three") }
    func found(_ change: (inout AuditQuery) throws -> Void) async throws -> [UInt64] {
      var query = AuditQuery(newestFirst: false)
      try change(&query)
      return try await signet.service.audit(
        query, as: .auditor, context: RequestContext(requestID: "f")
      ).entries.filter { $0.action != .auditRead }.map(\.sequence)
    }
    #expect(try await found { _ in } == [1, 2, 3, 4])
    #expect(try await found { $0.workspace = try workspaceID("two") } == [3])
    #expect(try await found { $0.outcome = "failed" } == [4])
    #expect(try await found { $0.actor = "1001" } == [3])
    #expect(try await found { $0.actor = "user:dora" } == [3])
    #expect(try await found { $0.actor = "alice" } == [2, 4])
    #expect(try await found { $0.actor = "system" } == [1])
    #expect(try await found { $0.since = start + .hours(1) } == [3, 4])
    #expect(try await found { $0.until = start + .hours(1) } == [1, 2])
    #expect(
      try await found {
        $0.since = start + .hours(1)
        $0.until = start + .hours(2)
      } == [3])
  }
}
