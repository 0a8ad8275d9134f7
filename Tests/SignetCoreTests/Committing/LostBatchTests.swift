import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("a statement with which the store gives up the whole transaction", .timeLimit(.minutes(5)))
struct LostBatchTests {
  @Test("fails every unit of its batch, and the next batch works")
  func lost() async throws {
    let first = try TestService()
    try await first.create("doomed")
    try first.execute(
      """
      CREATE TRIGGER abort_all BEFORE INSERT ON tombstone
      BEGIN SELECT RAISE(ROLLBACK, 'given up'); END
      """)
    let signet = try first.reopened()
    let revision = signet.service.revision
    signet.store.hold()
    let opening = Task { try await signet.service.committer.submit(.admin) { _ in } }
    while !signet.store.isWaiting { await Task.yield() }
    var batch: [Task<Void, any Error>] = []
    for step in 0..<3 {
      batch.append(
        Task {
          if step == 1 {
            try await signet.perform(
              DeleteWorkspace(id: try workspaceID("doomed"), precondition: .any))
          } else {
            try await signet.create("w\(step)")
          }
        })
      while signet.service.committer.depth <= step { await Task.yield() }
    }
    signet.store.release()
    try await opening.value
    for unit in batch {
      let error = await #expect(throws: SignetError.self) { try await unit.value }
      guard case .unavailable(.store(.transactionLost)) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(signet.service.revision == revision)
    #expect(signet.service.cachedKeys(of: try workspaceID("w0")) == nil)
    try await signet.create("w0")
    #expect(try await signet.states("doomed") == "1 current")
    #expect(try await signet.service.verifyRows().isWhole)
    #expect(try await signet.verifyAudit().fault == nil)
  }
}
