import SignetAudit
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("accept before reveal", .timeLimit(.minutes(5)))
struct RevealGateTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  private func entries() async throws -> [String] {
    try await signet.log().filter { $0.action == .secretReveal }.map { entry in
      let details = entry.details.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
      return "\(entry.outcome.name) \(entry.outcome.code ?? "-") v\(entry.version ?? 0) \(details)"
    }
  }

  @Test("a secret is shown at once where every lease holds what brought it in, or there is none")
  func atOnce() async throws {
    try await signet.create()
    #expect(try await signet.reveal(wait: .zero).version == 1)
    let lease = try await signet.grant().lease
    try await signet.rotate()
    try await signet.renew(lease, holds: 3)
    #expect(try await signet.reveal(wait: .zero).version == 2)
    #expect(try await entries() == ["allowed - v1 ", "allowed - v2 "])
  }

  @Test("a new secret is not shown before every verifier holds it, and waiting leaves no entry")
  func waits() async throws {
    try await signet.create()
    let first = try await signet.grant("one").lease
    let second = try await signet.grant("two").lease
    try await signet.rotate()
    let revealing = Task { try await signet.reveal(wait: .seconds(65)) }
    try await signet.untilWaiting()
    try await signet.renew(first, holds: 3)
    #expect(signet.waits == 1)
    #expect(try await entries().isEmpty)
    try await signet.renew(second, holds: 3)
    #expect(try await revealing.value.version == 2)
    #expect(try await entries() == ["allowed - v2 "])
  }

  @Test("a reveal whose wait was not enough is refused, names who is behind, and has one entry")
  func refused() async throws {
    try await signet.create()
    _ = try await signet.grant("two")
    _ = try await signet.grant("one")
    try await signet.rotate()
    let keeping = Task { await signet.service.keepLeases() }
    let revealing = Task { try await refusedReveal { try await signet.reveal(wait: .seconds(5)) } }
    try await signet.untilWaiting()
    signet.clock.advance(by: .seconds(5))
    let refused = try #require(try await revealing.value)
    #expect(refused.revision == 3)
    #expect(refused.behind == ["one 2000", "two 2000"])
    #expect(
      try await entries() == ["failed verifiers_behind v2 behind=one (uid 2000), two (uid 2000)"])
    keeping.cancel()
    await keeping.value
  }

  @Test("with a wait of 65 s it is shown once the silent verifier's lease has run out, not later")
  func suffices() async throws {
    try await signet.create()
    let lease = try await signet.grant("stopped").lease
    try await signet.rotate()
    signet.clock.advance(by: .seconds(5) - .milliseconds(1))
    try await signet.renew(lease, holds: 2)
    let keeping = Task { await signet.service.keepLeases() }
    let revealing = Task { try await signet.reveal(wait: .seconds(65)) }
    try await signet.untilWaiting()
    signet.clock.advance(by: .seconds(60) - .milliseconds(1))
    await signet.service.keepLeasesOnce()
    #expect(signet.waits == 1)
    signet.clock.advance(by: .milliseconds(1))
    #expect(try await revealing.value.version == 2)
    keeping.cancel()
    await keeping.value
  }

  @Test("a wait ends in its time also where the disk stalls", .timeLimit(.minutes(2)))
  func stalled() async throws {
    try await signet.create()
    _ = try await signet.grant("behind")
    try await signet.release(try await signet.grant("over").lease)
    let revision = try await signet.rotate().revision
    signet.store.hold()
    let keeping = Task { await signet.service.keepLeases() }
    // It has a row to remove.
    while !signet.store.isWaiting { try await Task.sleep(for: .milliseconds(2)) }
    let waiting = Task {
      try await signet.service.propagation(of: revision, wait: .seconds(5))
    }
    try await signet.untilWaiting()
    signet.clock.advance(by: .seconds(5))
    #expect(try await waiting.value.behind.map(\.verifier) == ["behind"])
    signet.store.release()
    keeping.cancel()
    await keeping.value
  }

  @Test("override shows it at once, and the entry says so and who was behind")
  func override() async throws {
    try await signet.create()
    _ = try await signet.grant("slow")
    try await signet.rotate()
    #expect(try await signet.reveal(wait: .seconds(65), override: true).version == 2)
    #expect(try await entries() == ["allowed - v2 override=true; behind=slow (uid 2000)"])
  }

  @Test("the version that is asked for counts, not what has changed since")
  func olderVersion() async throws {
    try await signet.create()
    let lease = try await signet.grant().lease
    try await signet.rotate()
    #expect(try await signet.reveal(.number(1), wait: .zero).version == 1)
    try await signet.renew(lease, holds: 3)
    var patch = SettingsPatch()
    patch.clockSkew = .seconds(1)
    try await signet.perform(ChangeSettings(id: try workspaceID(), patch: patch))
    #expect(try signet.service.propagation(of: 4).behind.map(\.lease) == [lease])
    #expect(try await signet.reveal(.current, wait: .zero).version == 2)
  }

  @Test("a secret whose grace window was prolonged is shown once verifiers know of that")
  func prolonged() async throws {
    try await signet.create()
    let lease = try await signet.grant().lease
    try await signet.rotate(grace: .seconds(10))
    try await signet.renew(lease, holds: 3)
    try await signet.perform(
      RescheduleRotation(id: try workspaceID(), end: .after(.hours(1))))
    #expect(
      try await refusedReveal { try await signet.reveal(.retiring, wait: .zero) }?.revision == 4)
    try await signet.renew(lease, holds: 4)
    #expect(try await signet.reveal(.retiring, wait: .zero).version == 1)
    try await signet.perform(RollBackRotation(id: try workspaceID()))
    #expect(
      try await refusedReveal { try await signet.reveal(.current, wait: .zero) }?.revision == 5)
    try await signet.renew(lease, holds: 5)
    #expect(try await signet.reveal(.current, wait: .zero).version == 1)
  }

  @Test("leases for other workspaces do not hold a reveal back, nor do fetches without a lease")
  func others() async throws {
    try await signet.create()
    _ = try await signet.grant(workspaces: ["other"])
    try signet.fetch("acme")
    try await signet.rotate()
    try signet.fetch("acme")
    #expect(try await signet.reveal(wait: .zero).version == 2)
  }

  @Test("a rotation between the wait and the showing is waited for as well")
  func rotationMeanwhile() async throws {
    try await signet.create()
    let lease = try await signet.grant().lease
    try await signet.rotate()
    let revealing = Task { try await signet.reveal(.current, wait: .seconds(65)) }
    try await signet.untilWaiting()
    try await signet.perform(RevokeSecret(id: try workspaceID(), version: .current))
    try await signet.renew(lease, holds: 3)
    // It looks again, finds another version, and waits for that one.
    while signet.service.leases.withTable({ table, _ in table.waits.first?.revision }) != 4 {
      try await Task.sleep(for: .milliseconds(2))
    }
    try await signet.renew(lease, holds: 4)
    #expect(try await revealing.value.version == 3)
    #expect(try await entries() == ["allowed - v3 "])
  }

  @Test("a rotation in the same commit cannot slip through")
  func sameCommit() async throws {
    try await signet.create()
    _ = try await signet.grant()
    signet.store.hold()
    // The first holds the committer, so that the two after it share a transaction.
    let first = Task { try await signet.view() }
    while !signet.store.isWaiting { try await Task.sleep(for: .milliseconds(2)) }
    let rotating = Task { try await signet.rotate() }
    while signet.service.committer.depth < 1 { try await Task.sleep(for: .milliseconds(2)) }
    let revealing = Task { try await refusedReveal { try await signet.reveal(wait: .zero) } }
    while signet.service.committer.depth < 2 { try await Task.sleep(for: .milliseconds(2)) }
    let before = signet.store.transactions
    signet.store.release()
    _ = try await first.value
    #expect(try await rotating.value.revision == 3)
    #expect(try await revealing.value?.revision == 3)
    // The view, the two together, and the second look.
    #expect(signet.store.transactions == before + 3)
  }

  @Test("a lease that is granted while a rotation and a reveal share a commit holds it back")
  func grantedMeanwhile() async throws {
    try await signet.create()
    signet.store.hold()
    let first = Task { try await signet.view() }
    while !signet.store.isWaiting { try await Task.sleep(for: .milliseconds(2)) }
    let rotating = Task { try await signet.rotate() }
    while signet.service.committer.depth < 1 { try await Task.sleep(for: .milliseconds(2)) }
    let revealing = Task { try await refusedReveal { try await signet.reveal(wait: .zero) } }
    while signet.service.committer.depth < 2 { try await Task.sleep(for: .milliseconds(2)) }
    let id = try #require(LeaseID("ls_0000000000000000000000"))
    // In the same transaction, after the reveal has looked and before anything is published.
    let granting = Task { [service = signet.service] in
      try await service.committer.submit(.admin) { _ in
        try service.leases.withTable { (table, now) throws(SignetError) in
          table.takePlace(for: 2000)
          table.insert(
            Lease(
              id: id, verifier: "new", uid: 2000, user: nil, pid: 1, since: ManualClock.start,
              workspaces: nil, holds: table.ring.newest, expiresAt: now + LeaseTable.duration))
        }
      }
    }
    while signet.service.committer.depth < 3 { try await Task.sleep(for: .milliseconds(2)) }
    signet.store.release()
    _ = try await first.value
    try await granting.value
    #expect(try await rotating.value.revision == 3)
    #expect(try await revealing.value?.behind == ["new 2000"])
  }

  @Test("what is refused for another reason is refused at once, and has its entry")
  func otherReason() async throws {
    var settings = SecuritySettings()
    settings.revealRequiresReason = true
    try await signet.create(settings: settings)
    _ = try await signet.grant()
    try await signet.rotate()
    await #expect(throws: SignetError.reasonRequired) {
      _ = try await signet.reveal(wait: .seconds(65))
    }
    #expect(try await entries() == ["denied reason_required v2 "])
  }
}
