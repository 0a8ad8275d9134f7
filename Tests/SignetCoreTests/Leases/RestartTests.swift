import CFaultVFS
import GRDB
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("leases after a restart", .timeLimit(.minutes(5)))
struct RestartTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("leases that were granted count until they may have run out, and are named")
  func counted() async throws {
    try await signet.create()
    let lease = try await signet.grant("chat").lease
    try await signet.rotate()
    try await signet.renew(lease, holds: 3)
    let again = try signet.reopened()
    again.clock.advance(by: .seconds(60) - .milliseconds(1))
    let propagation = try again.service.propagation(of: 3)
    #expect(propagation.behind.map(\.verifier) == ["chat"])
    #expect(propagation.anonymousUntil != nil)
    let refused = try #require(try await refusedReveal { try await again.reveal(wait: .zero) })
    #expect(refused.behind == ["chat 2000"])
    again.clock.advance(by: .milliseconds(1))
    #expect(try again.service.propagation(of: 3).isComplete)
    #expect(try again.service.propagation(of: 3).expired.map(\.verifier) == ["chat"])
    #expect(try await again.reveal(wait: .zero).version == 2)
  }

  @Test("the same lease goes on for the same uid, and for no other")
  func goesOn() async throws {
    try await signet.create()
    let lease = try await signet.grant("chat", workspaces: ["acme"]).lease
    let again = try signet.reopened()
    let other = Principal(
      uid: 2001, gid: 2000, user: nil, group: nil, pid: 1, role: .verifier)
    await #expect(throws: SignetError.leaseForbidden) {
      try await again.renew(lease, holds: 2, as: other)
    }
    #expect(try await again.renew(lease, holds: 2).holds == 2)
    again.clock.advance(by: .seconds(59))
    let list = try again.service.verifiers(as: .admin)
    #expect(list.map(\.lease) == [lease])
    #expect(list.map(\.verifier) == ["chat"])
    #expect(list.map(\.workspaces) == [[try workspaceID()]])
    #expect(list.map(\.since) == [ManualClock.start])
  }

  @Test("what a lease held when it was granted is enough for a secret from before that")
  func holdsOfGrant() async throws {
    try await signet.create()
    _ = try await signet.grant()
    try await signet.create("other")
    let again = try signet.reopened()
    #expect(try await again.reveal(wait: .zero).version == 1)
    #expect(try await refusedReveal { try await again.reveal(of: "other", wait: .zero) } != nil)
  }

  @Test("keys may have been fetched without a lease before it, of any workspace, for 60 s")
  func anonymous() async throws {
    try await signet.create()
    let again = try signet.reopened()
    let receipt = try await again.perform(RevokeSecret(id: try workspaceID(), version: .current))
    #expect(
      try again.service.propagation(of: receipt.revision).anonymousUntil
        == ManualClock.start + .seconds(60))
    again.clock.advance(by: .seconds(60))
    #expect(try again.service.propagation(of: receipt.revision).isComplete)
  }

  @Test("after the machine was booted anew, or in a new database, there are none")
  func otherBoot() async throws {
    try await signet.create()
    #expect(try signet.service.propagation(of: 2).isComplete)
    let lease = try await signet.grant().lease
    let again = try signet.reopened(boot: "another boot")
    #expect(try again.service.propagation(of: 2).isComplete)
    await #expect(throws: SignetError.leaseNotFound) { try await again.renew(lease, holds: 2) }
    await again.service.keepLeasesOnce()
    #expect(try await again.savedLeases().isEmpty)
  }

  @Test("a stream from before the start is told that changes are gone, unless there were none")
  func stream() async throws {
    try await signet.create()
    try await signet.rotate()
    let again = try signet.reopened()
    #expect(again.service.changes(after: 2, limit: 9) == .gone(newest: 3))
    #expect(again.service.changes(after: 3, limit: 9) == .changes([]))
  }

  @Test("a lease's row that was changed counts as a lease of an unknown verifier, for 60 s")
  func damaged() async throws {
    try await signet.create()
    _ = try await signet.grant()
    try signet.withDatabase { db in
      try db.execute(sql: "UPDATE lease SET sealed = zeroblob(length(sealed))")
    }
    let again = try signet.reopened()
    #expect(again.events.all.contains(.damaged("a lease's row does not open")))
    let propagation = try again.service.propagation(of: 2)
    #expect(propagation.behind.map(\.verifier) == ["unknown"])
    again.clock.advance(by: .seconds(60))
    await again.service.keepLeasesOnce()
    #expect(try again.service.propagation(of: 2).isComplete)
    #expect(try await again.savedLeases().isEmpty)
  }

  @Test("a row moved to another's place does not open")
  func moved() async throws {
    _ = try await signet.grant()
    try signet.withDatabase { db in
      try db.execute(sql: "UPDATE lease SET tag = randomblob(32)")
    }
    let again = try signet.reopened()
    #expect(again.events.all.contains(.damaged("a lease's row does not open")))
  }

  @Test("where the disk is full at the start it is served all the same, and the run is noted later")
  func fullDisk() async throws {
    try await signet.create()
    signet.stop()
    try #require(fault_vfs_install() == 0)
    let wal = signet.databasePath + "-wal"
    try #require(fault_vfs_arm(wal, FAULT_WRITE, 1, -1, 13) == 0)
    let again = try signet.reopened(boot: "another boot")
    #expect(try await again.view().versions.count == 1)
    #expect(!again.service.session.isWritten)
    fault_vfs_disarm(wal)
    await again.service.keepLeasesOnce()
    #expect(again.service.session.isWritten)
  }
}
