import CFaultVFS
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("leases after a COMMIT whose outcome was unknown", .timeLimit(.minutes(5)))
struct LeaseRecoveryTests {
  @Test("all are behind what was found until they hold it, and streams begin anew")
  func recovery() async throws {
    try #require(fault_vfs_install() == 0)
    let signet = try TestService()
    let log = signet.databasePath + "-wal"
    try await signet.create()
    let lease = try await signet.grant(workspaces: ["other"]).lease
    try #require(fault_vfs_arm(log, FAULT_SYNC, 1, -1, 10 | 4 << 8) == 0)
    await #expect(throws: SignetError.outcomeUnknown) { try await signet.rotate() }
    // Nothing is told before it is known.
    #expect(signet.service.changes(after: 2, limit: 9) == .changes([]))
    fault_vfs_disarm(log)
    await signet.events.wait(for: .storeRecovered)
    let found = signet.service.revision
    try #require(found == 2 || found == 3)
    if found == 2 { return }
    #expect(signet.service.changes(after: 2, limit: 9) == .gone(newest: 3))
    #expect(try signet.service.propagation(of: 3).behind.map(\.lease) == [lease])
    await #expect(throws: SignetError.leaseBehind(holds: 2, revision: 3)) {
      try await signet.renew(lease, holds: 2)
    }
    try await signet.renew(lease, holds: 3)
    #expect(try signet.service.propagation(of: 3).isComplete)
  }
}
