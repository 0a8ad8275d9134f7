import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("units that share a commit", .timeLimit(.minutes(5)))
struct SharedCommitTests {
  private let signet: TestService
  private var committer: Committer { signet.service.committer }

  init() throws { signet = try TestService() }

  /// Holds the committer in a transaction of its own, lets `submit` fill the queue to `depth`, and
  /// lets go.
  private func together(_ depth: Int, _ submit: () throws -> Void) async throws {
    signet.store.hold()
    let first = Task { [committer] in try await committer.submit(.admin) { _ in } }
    while !signet.store.isWaiting { await Task.yield() }
    try submit()
    while committer.depth < depth { await Task.yield() }
    signet.store.release()
    try await first.value
  }

  @Test("those that wait while a commit is on its way share the next one")
  func shared() async throws {
    var tasks: [Task<Receipt, any Error>] = []
    let before = signet.store.transactions
    try await together(50) {
      tasks = (0..<50).map { number in
        Task { [signet] in try await signet.create("w\(number)") }
      }
    }
    for task in tasks { _ = try await task.value }
    #expect(signet.store.transactions - before == 2)
    #expect(signet.service.revision == 51)
    #expect(try await signet.service.verifyRows().isWhole)
    #expect(try await signet.verifyAudit().fault == nil)
  }

  @Test("a unit that fails is undone alone, in the store, in the ledger and in memory")
  func undone() async throws {
    let id = try workspaceID("b")
    var tasks: [Task<Void, any Error>] = []
    let before = signet.store.transactions
    try await together(3) {
      tasks = [
        Task { [signet] in try await signet.create("a") },
        Task { [signet, committer] in
          try await committer.submit(.admin) { commit in
            let scope = signet.service.scope(
              commit, principal: .admin, context: RequestContext(requestID: ""))
            _ = try CreateWorkspace(id: id).run(
              in: scope, grant: try Policy.authorise(.changeWorkspaces, .admin))
            throw SignetError.unavailable(.crypto("test"))
          }
        },
        Task { [signet] in try await signet.create("c") },
      ]
    }
    try await tasks[0].value
    await #expect(throws: SignetError.unavailable(.crypto("test"))) { try await tasks[1].value }
    try await tasks[2].value
    #expect(signet.store.transactions - before == 2)
    #expect(signet.service.revision == 3)
    #expect(signet.service.cachedKeys(of: id) == nil)
    await #expect(throws: SignetError.workspaceNotFound) { try await signet.view("b") }
    #expect(
      try await signet.service.verifyRows() == .init(rows: 6, damaged: 0, matchesLedger: true))
    #expect(try await signet.verifyAudit().fault == nil)
  }

  @Test("admins' work goes first, the daemon's own last and one at a time")
  func lanes() async throws {
    let order = Notes()
    let committer = committer
    let before = signet.store.transactions
    await withTaskGroup { group in
      signet.store.hold()
      group.addTask { try? await committer.submit(.admin) { _ in } }
      while !signet.store.isWaiting { await Task.yield() }
      for (lane, name) in [
        (Lane.background, "own"), (.background, "own"), (.verifier, "verifier"), (.admin, "admin"),
      ] {
        let depth = committer.depth
        group.addTask {
          try? await committer.submit(lane) { _ in order.append(name) }
        }
        while committer.depth == depth { await Task.yield() }
      }
      signet.store.release()
    }
    #expect(order.all == ["admin", "verifier", "own", "own"])
    #expect(signet.store.transactions - before == 3)
  }

  @Test("a full lane answers busy, and another one goes on")
  func busy() async throws {
    var tasks: [Task<Void, any Error>] = []
    try await together(Lane.background.capacity) {
      tasks = (0...Lane.background.capacity).map { _ in
        Task { [committer] in try await committer.submit(.background) { _ in } }
      }
    }
    var refused = 0
    for task in tasks {
      do { try await task.value } catch SignetError.busy { refused += 1 }
    }
    #expect(refused == 1)
    try await signet.create()
  }

  @Test("what waits when it is stopped is still done, and what comes later is refused")
  func stop() async throws {
    var tasks: [Task<Receipt, any Error>] = []
    try await together(20) {
      tasks = (0..<20).map { number in
        Task { [signet] in try await signet.create("w\(number)") }
      }
    }
    signet.stop()
    for task in tasks { _ = try await task.value }
    await #expect(throws: SignetError.unavailable(.stopping)) { try await signet.create("late") }
    let again = try signet.reopened()
    #expect(try await again.perform(ListWorkspaces(limit: 100)).workspaces.count == 20)
  }

  @Test("when a change is answered, verifiers' snapshot already has it")
  func publication() async throws {
    let id = try workspaceID()
    try await signet.create()
    let behind = Notes()
    let signet = signet
    await withTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<25 {
            guard let receipt = try? await signet.rotate(grace: .zero) else { continue }
            let seen = signet.service.cachedKeys(of: id)?.revision ?? 0
            if seen < receipt.revision || signet.service.revision < receipt.revision {
              behind.append("\(receipt.revision)")
            }
          }
        }
      }
    }
    #expect(behind.all == [])
    #expect(try await signet.accepted() == [101])
  }

  @Test("the snapshots in memory are bounded, and one that was dropped is read again")
  func bounded() async throws {
    let signet = try TestService(cacheCapacity: 3)
    for number in 0..<10 { try await signet.create("w\(number)") }
    let names = try (0..<10).map { try workspaceID("w\($0)") }
    #expect(names.count { signet.service.cachedKeys(of: $0) != nil } == 3)
    for number in 0..<10 { #expect(try await signet.accepted("w\(number)") == [1]) }
    #expect(names.count { signet.service.cachedKeys(of: $0) != nil } == 3)
  }
}
