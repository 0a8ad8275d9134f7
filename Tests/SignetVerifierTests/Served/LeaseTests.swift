import SignetCore
import SignetTokens
import Synchronization
import Testing

@testable import SignetVerifier

@Suite("a verifier of a real daemon: its lease")
struct LeaseTests {
  @Test("follows a rotation without being asked, before the new secret may be shown")
  func rotation() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let old = try await served.token()
      try await served.signet.perform(
        RotateSecret(id: try ServedVerifier.workspaceID(), grace: .hours(1)))
      try await served.propagated()
      #expect(try served.verdict(on: try await served.token()).version == 2)
      #expect(try served.verdict(on: old).version == 1)
      #expect(try await served.disclosures() == 2)
    }
  }

  @Test("refuses a revoked secret once the daemon says that it is gone")
  func revocation() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let old = try await served.token()
      try await served.signet.perform(
        RevokeSecret(id: try ServedVerifier.workspaceID(), version: .current))
      try await served.propagated()
      #expect(try served.verdict(on: old).reason == .unknownKid)
    }
  }

  @Test("drops a workspace that was deleted")
  func deletion() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      try await served.signet.perform(
        DeleteWorkspace(id: try ServedVerifier.workspaceID(), precondition: .any))
      try await served.propagated()
      #expect(served.unavailability() == .notPrepared)
    }
  }

  @Test("goes on without the daemon to the end of its lease, and not to the moment past it")
  func daemonGone() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let token = try await served.token()
      await served.stopDaemon()
      served.clock.advance(by: .seconds(60) - .nanoseconds(1))
      #expect(try served.verdict(on: token).version == 1)
      served.clock.advance(by: .nanoseconds(1))
      #expect(served.unavailability(token) == .lapsed)
      try await served.startDaemon()
      // Its pauses are at most ten seconds.
      try await eventually("the keys are back") {
        served.clock.advance(by: .milliseconds(100))
        return served.unavailability(token) == nil
      }
      #expect(try served.verdict(on: token).version == 1)
    }
  }

  @Test("keeps its lease for hours with a renewal every 15 s")
  func renews() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let token = try await served.token()
      let first = try #require(try served.leases().first)
      for _ in 0..<240 {
        let end = try #require(served.verifier.leaseEnd)
        served.clock.advance(by: .seconds(15))
        try await eventually("the lease is renewed") {
          served.verifier.leaseEnd.map { $0 > end } ?? false
        }
        #expect(try served.verdict(on: token).version == 1)
      }
      #expect(try served.leases().map(\.lease) == [first.lease])
      #expect(try await served.disclosures() == 1)
    }
  }

  @Test("outlives a restart of the daemon: no token is refused, no lease is left behind")
  func restart() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let token = try await served.token()
      try await served.restartDaemon()
      #expect(try served.verdict(on: token).version == 1)
      try await eventually("a stream is open again") {
        served.clock.advance(by: .milliseconds(10))
        #expect(try served.verdict(on: token).version == 1)
        return try served.leases().contains(where: \.isConnected)
      }
      #expect(try served.leases().count == 1)
      try await served.signet.perform(
        RotateSecret(id: try ServedVerifier.workspaceID(), grace: .hours(1)))
      try await served.propagated()
      #expect(try served.verdict(on: try await served.token()).version == 2)
    }
  }

  @Test("hears of what changed while it was not connected")
  func missed() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let old = try await served.token()
      try await served.restartDaemon()
      try await served.signet.perform(
        RevokeSecret(id: try ServedVerifier.workspaceID(), version: .current))
      try await eventually("the revocation is known") {
        served.clock.advance(by: .milliseconds(10))
        return try served.verdict(on: old).reason == .unknownKid
      }
    }
  }

  @Test("is known by its name, and reports with its renewals")
  func listed() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      try await eventually("a report") {
        served.clock.advance(by: .milliseconds(1))
        return try served.leases().first?.reportedAt != nil
      }
      #expect(try served.leases().map(\.verifier) == ["v1"])
    }
  }

  @Test("once stopped uses no key, and leaves no lease")
  func stop() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      #expect(try served.leases().count == 1)
      await served.verifier.stop()
      #expect(served.unavailability() == .stopped)
      #expect(try served.leases().isEmpty)
      await #expect(throws: VerifierError.keysUnavailable(.stopped)) {
        try await served.verifier.prepare(ServedVerifier.id)
      }
    }
  }

  @Test("run keeps the lease until its task is cancelled, and then releases it")
  func run() async throws {
    try await ServedVerifier.run { served in
      let running = Task { await served.verifier.run() }
      try await eventually("a lease") { served.verifier.leaseEnd != nil }
      running.cancel()
      await running.value
      #expect(try served.leases().isEmpty)
    }
  }

  @Test("a verifier that is let go releases its lease")
  func letGo() async throws {
    try await ServedVerifier.run { served in
      var other: IdentityVerifier? = ServedVerifier.verifier(
        .init(name: "v2", socketPath: served.socketPath), served.clock)
      try await other?.prepare(ServedVerifier.id)
      #expect(try served.leases().map(\.verifier) == ["v2"])
      other = nil
      try await eventually("its lease is gone") { try served.leases().isEmpty }
    }
  }

  @Test("is for some workspaces only where it says so")
  func filtered() async throws {
    try await ServedVerifier.run { served in
      try await served.signet.perform(CreateWorkspace(id: try ServedVerifier.workspaceID("beta")))
      var configuration = IdentityVerifier.Configuration(
        name: "v2", socketPath: served.socketPath)
      configuration.workspaces = ["beta"]
      let other = ServedVerifier.verifier(configuration, served.clock)
      try await other.prepare("beta")
      await #expect(throws: VerifierError.self) { try await other.prepare(ServedVerifier.id) }
      try await served.signet.perform(RotateSecret(id: try ServedVerifier.workspaceID()))
      try await served.propagated()
      await other.stop()
    }
  }

  @Test("what it has judged is known to the daemon, also what it saw last before it was stopped")
  func reports() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let token = try await served.token()
      for _ in 0..<3 { #expect(try served.verdict(on: token).version == 1) }
      _ = try served.verdict(on: "hello")
      served.verifier.noteMissingToken(workspace: ServedVerifier.id)
      await served.verifier.stop()
      let view = try await served.signet.perform(
        ReadWorkspace(id: try ServedVerifier.workspaceID(), activity: 0))
      let usage = try #require(view.usage)
      let version = usage[view.current]
      #expect(version.count == 3)
      #expect(version.lastUsedAt == .at(served.clock.now()))
      #expect(usage.last24Hours.identified == 3)
      #expect(usage.last24Hours.rejected == [.malformed: 1])
      #expect(usage.last24Hours.missing == 1)
    }
  }
}
