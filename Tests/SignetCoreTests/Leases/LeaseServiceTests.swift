import SignetTestSupport
import Synchronization
import Testing

@testable import SignetCore

@Suite("leases of a service", .timeLimit(.minutes(5)))
struct LeaseServiceTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("a lease is in the store before it is granted, and its row goes once it is over")
  func durable() async throws {
    let first = try await signet.grant().lease
    let second = try await signet.grant().lease
    #expect(try await signet.savedLeases() == [first, second])
    try await signet.release(first)
    await signet.service.keepLeasesOnce()
    #expect(try await signet.savedLeases() == [second])
    signet.clock.advance(by: .seconds(60))
    await signet.service.keepLeasesOnce()
    #expect(try await signet.savedLeases().isEmpty)
  }

  @Test("a lease that could not be written is not granted, and leaves its place")
  func notWritten() async throws {
    signet.store.fail(with: .full)
    await #expect(throws: SignetError.unavailable(.store(.full))) { try await signet.grant() }
    signet.store.fail(with: nil)
    let left = signet.service.leases.withTable { table, _ in
      (table.leases.count, table.hasPlace(for: 8192, of: 2000))
    }
    #expect(left == (0, true))
  }

  @Test("a lease's id used by another uid is refused and audited, and the lease goes on")
  func otherUID() async throws {
    let lease = try await signet.grant("chat").lease
    let other = Principal(
      uid: 2001, gid: 2000, user: "mallory", group: "signet-verify", pid: 5, role: .verifier)
    await #expect(throws: SignetError.leaseForbidden) {
      try await signet.renew(lease, holds: 1, as: other)
    }
    await #expect(throws: SignetError.leaseForbidden) { try await signet.release(lease, as: other) }
    await #expect(throws: SignetError.leaseForbidden) {
      _ = try await signet.grant(replacing: lease, as: other)
    }
    #expect(throws: SignetError.leaseForbidden) { try signet.fetch(lease: lease, as: other) }
    await #expect(throws: SignetError.leaseForbidden) {
      try await signet.service.refuseLease(
        lease, as: other, context: RequestContext(requestID: "fetch"))
    }
    let entries = try await signet.log().filter { $0.action == .leaseUse }
    #expect(entries.count == 4)
    #expect(entries.allSatisfy { $0.outcome == .denied(code: "forbidden") })
    #expect(
      entries.allSatisfy {
        $0.details.map { "\($0.name)=\($0.value)" } == ["verifier=chat", "owner=2000"]
      })
    #expect(signet.service.isLive(lease))
  }

  @Test("who tries others' leases again and again does not fill the log")
  func rateLimited() async throws {
    let lease = try await signet.grant().lease
    let other = Principal(
      uid: 2001, gid: 2000, user: "mallory", group: "signet-verify", pid: 5, role: .verifier)
    for _ in 0..<200 {
      await #expect(throws: SignetError.leaseForbidden) {
        try await signet.renew(lease, holds: 1, as: other)
      }
    }
    #expect(try await signet.log().count { $0.action == .leaseUse } == 50)
  }

  @Test("leases are for the verifiers' socket, their list is for admins")
  func roles() async throws {
    for principal in [Principal.admin, .auditor] {
      await #expect(throws: SignetError.forbidden) { _ = try await signet.grant(as: principal) }
      await #expect(throws: SignetError.forbidden) {
        let lease = try #require(LeaseID("ls_0000000000000000000000"))
        try await signet.renew(lease, holds: 1, as: principal)
      }
    }
    #expect(throws: SignetError.forbidden) { try signet.service.verifiers(as: .verifier) }
    #expect(try signet.service.verifiers(as: .admin).isEmpty)
  }

  @Test("the list of leases says whose they are, how far behind, and when they run out")
  func list() async throws {
    try await signet.create("acme")
    let second = try await signet.grant("b").lease
    signet.clock.advance(by: .seconds(10))
    let first = try await signet.grant("a", workspaces: ["acme"]).lease
    try await signet.rotate("acme")
    try await signet.renew(second, holds: 3)
    signet.service.streamOpened(first)
    let list = try signet.service.verifiers(as: .admin)
    #expect(list.map(\.lease) == [first, second])
    #expect(list.map(\.verifier) == ["a", "b"])
    #expect(list.map(\.holds) == [2, 3])
    #expect(list.map(\.lag) == [1, 0])
    #expect(list.map(\.isConnected) == [true, false])
    #expect(list.map(\.reportedAt) == [nil, signet.clock.now()])
    #expect(list.map(\.since) == [signet.clock.now(), ManualClock.start])
    #expect(list.map { $0.expiresAt - signet.clock.now() } == [.seconds(60), .seconds(60)])
    #expect(list[0].workspaces == [try workspaceID("acme")])
    #expect(list[0].uid == 2000)
    #expect(list[0].user == "chat")
    signet.service.streamClosed(first)
    #expect(try signet.service.verifiers(as: .admin)[0].isConnected == false)
  }

  @Test("a wall clock that is set moves no lease")
  func wall() async throws {
    let lease = try await signet.grant().lease
    signet.clock.set(ManualClock.start + .days(400))
    #expect(signet.service.isLive(lease))
    #expect(
      try signet.service.verifiers(as: .admin)[0].expiresAt == signet.clock.now() + .seconds(60))
    signet.clock.set(ManualClock.start)
    signet.clock.advance(by: .seconds(60))
    #expect(!signet.service.isLive(lease))
  }

  @Test("who is live and when it last reported is known for each workspace")
  func facts() async throws {
    let all = try await signet.grant("all").lease
    _ = try await signet.grant("other", workspaces: ["other"])
    try await signet.renew(all, holds: 1)
    let live = try signet.service.leaseFacts(for: workspaceID("acme")).live
    #expect(live.map(\.verifier) == ["all"])
    #expect(live.first?.reported?.at == signet.clock.now())
    #expect(try signet.service.leaseFacts(for: workspaceID("other")).live.count == 2)
  }

  @Test("a fetch under a lease needs one that is live, of the same uid and for that workspace")
  func fetches() async throws {
    let lease = try await signet.grant(workspaces: ["acme"]).lease
    try signet.fetch("acme", lease: lease)
    #expect(throws: SignetError.leaseDoesNotCover) { try signet.fetch("other", lease: lease) }
    signet.clock.advance(by: .seconds(60))
    #expect(throws: SignetError.leaseNotFound) { try signet.fetch("acme", lease: lease) }
  }

  @Test("a watcher is called after each commit that changes something, and when a lease has ended")
  func watch() async throws {
    let calls = Mutex<[UInt64]>([])
    let service = signet.service
    let watch = service.watchChanges { [weak service] in
      calls.withLock { $0.append(service?.revision ?? 0) }
    }
    _ = try await signet.create("acme")
    _ = try await signet.view("acme")
    #expect(calls.withLock { $0.count } == 1)
    #expect(
      try service.changes(after: 1, limit: 9)
        == .changes([.init(revision: 2, workspace: workspaceID("acme"))]))
    let lease = try await signet.grant().lease
    #expect(calls.withLock { $0.count } == 1)
    try await signet.release(lease)
    #expect(calls.withLock { $0.count } == 2)
    _ = try await signet.grant()
    signet.clock.advance(by: .seconds(60))
    await service.keepLeasesOnce()
    #expect(calls.withLock { $0.count } == 3)
    watch.cancel()
    _ = try await signet.rotate("acme")
    #expect(calls.withLock { $0.count } == 3)
  }

  @Test("a change is told, and its fetches are counted, only after the keys in memory are replaced")
  func order() async throws {
    try await signet.create()
    let id = try workspaceID()
    _ = try await signet.service.loadKeys(of: id)
    let service = signet.service
    let seen = Mutex<[UInt64?]>([])
    let watch = service.watchChanges { [weak service] in
      seen.withLock { $0.append(service?.cachedKeys(of: id)?.revision) }
    }
    try await signet.rotate()
    try await signet.perform(FinishRotation(id: id))
    #expect(seen.withLock { $0 } == [3, 4])
    watch.cancel()
  }

  @Test("every change of a workspace is told once, in the order of the commits, a deletion too")
  func feed() async throws {
    try await signet.create("a")
    try await signet.create("b")
    try await signet.rotate("a")
    _ = try await signet.service.loadKeys(of: try workspaceID("b"))
    try await signet.perform(FetchKeys(id: try workspaceID("b")), as: .verifier)
    signet.clock.advance(by: .days(2))
    try await signet.service.applyDeadlines()
    try await signet.perform(DeleteWorkspace(id: try workspaceID("b"), precondition: .any))
    guard case .changes(let changes) = signet.service.changes(after: 1, limit: 99) else {
      Issue.record("the changes are gone")
      return
    }
    #expect(
      changes.map { "\($0.revision) \($0.workspace)" } == ["2 a", "3 b", "4 a", "5 a", "6 b"])
  }
}
