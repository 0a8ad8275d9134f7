import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("waiting for verifiers", .timeLimit(.minutes(5)))
struct PropagationTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("a wait ends at once when the last lease holds the revision")
  func complete() async throws {
    try await signet.create()
    let first = try await signet.grant("one").lease
    let second = try await signet.grant("two").lease
    let receipt = try await signet.perform(RevokeSecret(id: try workspaceID(), version: .current))
    let waiting = Task {
      try await signet.service.propagation(of: receipt.revision, wait: .seconds(65))
    }
    try await signet.untilWaiting()
    try await signet.renew(first, holds: receipt.revision)
    #expect(signet.waits == 1)
    try await signet.renew(second, holds: receipt.revision)
    let propagation = try await waiting.value
    #expect(propagation.isComplete)
    #expect(propagation.holding.map(\.verifier) == ["one", "two"])
  }

  @Test("a wait that ends incomplete is no error, and says who is behind and how long at most")
  func incomplete() async throws {
    try await signet.create()
    let lease = try await signet.grant("slow").lease
    let receipt = try await signet.rotate()
    let keeping = Task { await signet.service.keepLeases() }
    let waiting = Task {
      try await signet.service.propagation(of: receipt.revision, wait: .seconds(10))
    }
    try await signet.untilWaiting()
    signet.clock.advance(by: .seconds(10))
    let propagation = try await waiting.value
    #expect(!propagation.isComplete)
    #expect(
      propagation.behind == [
        .init(
          lease: lease, verifier: "slow", uid: 2000,
          expiresAt: ManualClock.start + .seconds(60))
      ])
    keeping.cancel()
    await keeping.value
  }

  @Test("a lease that runs out ends the wait for it, and is named")
  func runsOut() async throws {
    try await signet.create()
    _ = try await signet.grant("silent")
    let receipt = try await signet.rotate()
    let keeping = Task { await signet.service.keepLeases() }
    let waiting = Task {
      try await signet.service.propagation(of: receipt.revision, wait: .seconds(65))
    }
    try await signet.untilWaiting()
    signet.clock.advance(by: .seconds(60))
    let propagation = try await waiting.value
    #expect(propagation.isComplete)
    #expect(propagation.expired.map(\.verifier) == ["silent"])
    keeping.cancel()
    await keeping.value
  }

  @Test("anonymous leases count, to the end of the last fetch that may have read the old keys")
  func anonymous() async throws {
    try await signet.create()
    try await signet.create("other")
    try signet.fetch("acme")
    try signet.fetch("other")
    signet.clock.advance(by: .seconds(20))
    let receipt = try await signet.perform(RevokeSecret(id: try workspaceID(), version: .current))
    signet.clock.advance(by: .seconds(10))
    try signet.fetch("acme")
    let propagation = try signet.service.propagation(of: receipt.revision)
    #expect(propagation.anonymousUntil == ManualClock.start + .seconds(60))
    #expect(!propagation.isComplete)
    signet.clock.advance(by: .seconds(30))
    #expect(try signet.service.propagation(of: receipt.revision).isComplete)
  }

  @Test("a fetch that is let in before the keys are replaced counts, however the two meet")
  func meeting() async throws {
    try await signet.create()
    _ = try await signet.service.loadKeys(of: try workspaceID())
    for round in 0..<40 {
      let reading = Task.detached {
        var old: [UInt64] = []
        for _ in 0..<200 {
          try signet.fetch("acme")
          if let keys = signet.service.cachedKeys(of: try workspaceID()) {
            old.append(keys.revision)
          }
        }
        return old
      }
      var patch = SettingsPatch()
      patch.clockSkew = .seconds(round)
      let receipt = try await signet.perform(ChangeSettings(id: try workspaceID(), patch: patch))
      let until = try signet.service.propagation(of: receipt.revision).anonymousUntil
      let seen = try await reading.value
      // Who read the older keys was let in before, so the change waits for him.
      if seen.contains(where: { $0 < receipt.revision }) { #expect(until != nil) }
      signet.clock.advance(by: .seconds(61))
    }
  }

  @Test("a repeated request is answered with how far its revision has come by now")
  func replayed() async throws {
    try await signet.create()
    let lease = try await signet.grant().lease
    let rotate = RotateSecret(id: try workspaceID())
    let first = try await signet.perform(rotate, key: "k")
    #expect(try !signet.service.propagation(of: first.revision).isComplete)
    try await signet.renew(lease, holds: first.revision)
    let again = try await signet.perform(rotate, key: "k")
    #expect(again.revision == first.revision)
    #expect(try signet.service.propagation(of: again.revision).isComplete)
  }

  @Test(
    "a wait lasts 0 s to 65 s",
    arguments: [(-1, false), (0, true), (65_000, true), (65_001, false)])
  func range(milliseconds: Int, isTaken: Bool) async throws {
    try await signet.create()
    let found = try await faults {
      _ = try await signet.service.propagation(of: 2, wait: .milliseconds(milliseconds))
    }
    #expect(found == (isTaken ? nil : ["/wait"]))
    let revealing = try await faults {
      _ = try await signet.reveal(wait: .milliseconds(milliseconds))
    }
    #expect(revealing == (isTaken ? nil : ["/wait"]))
  }

  @Test("a revision that no change has made yet is not found")
  func unknown() async throws {
    #expect(throws: SignetError.revisionNotFound) { try signet.service.propagation(of: 2) }
    await #expect(throws: SignetError.revisionNotFound) {
      try await signet.service.propagation(of: 2, wait: .seconds(65))
    }
  }

  @Test("who waits is let go when the daemon stops, or when nobody wants the answer any more")
  func letGo() async throws {
    try await signet.create()
    _ = try await signet.grant()
    let receipt = try await signet.rotate()
    let cancelled = Task {
      try await signet.service.propagation(of: receipt.revision, wait: .seconds(65))
    }
    try await signet.untilWaiting()
    cancelled.cancel()
    #expect(try await !cancelled.value.isComplete)
    #expect(signet.waits == 0)
    let keeping = Task { await signet.service.keepLeases() }
    let waiting = Task {
      try await signet.service.propagation(of: receipt.revision, wait: .seconds(65))
    }
    try await signet.untilWaiting()
    keeping.cancel()
    #expect(try await !waiting.value.isComplete)
    #expect(
      try await !signet.service.propagation(of: receipt.revision, wait: .seconds(65)).isComplete)
  }

  @Test("a thousand leases and ten waits cost each renewal little: a wait looks at one lease")
  func many() async throws {
    let story = TableStory(bounds: LeaseTable.Bounds())
    let leases = try (0..<1000).map { try story.grant(uid: UInt32($0 % 4)).lease }
    let revision = try story.publish("a")
    let waits = try (0..<10).compactMap { _ in try story.wait(for: revision) }
    #expect(waits.count == 10)
    for (index, lease) in leases.enumerated() {
      #expect(waits.allSatisfy { !story.isOver($0) })
      try story.renew(lease, holds: revision, uid: UInt32(index % 4))
      #expect(story.table.waits.first?.behind.count ?? 0 == 999 - index)
    }
    #expect(waits.allSatisfy { story.isOver($0) })
  }
}
