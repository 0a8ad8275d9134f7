import SignetCore
import SignetTokens
import Synchronization
import Testing

@testable import SignetVerifier

@Suite("a verifier that fetches its keys")
struct IdentityVerifierTests {
  @Test("identifies a token, and fetches keys once for many")
  func identifies() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let token = try await workspace.token()
      for _ in 0..<10 { #expect(try await workspace.verdict(on: token).version == 1) }
      #expect(try await workspace.disclosures() == 1)
    }
  }

  @Test("shares one fetch among tokens that come at the same time")
  func singleFlight() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let token = try await workspace.token()
      try await withThrowingTaskGroup(of: UInt32?.self) { group in
        for _ in 0..<32 { group.addTask { try await workspace.verdict(on: token).version } }
        for try await version in group { #expect(version == 1) }
      }
      #expect(try await workspace.disclosures() == 1)
    }
  }

  @Test("looks for a newer secret before it rejects a signature, at most once a second")
  func looksAgain() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let id = try VerifiedWorkspace.workspaceID()
      let old = try await workspace.token()
      #expect(try await workspace.verdict(on: old).version == 1)
      try await workspace.signet.perform(RotateSecret(id: id, grace: .hours(1)))
      let new = try await workspace.token()
      #expect(try await workspace.verdict(on: new).reason == .unknownKid)
      workspace.wait(.seconds(1))
      #expect(try await workspace.verdict(on: new).version == 2)
      #expect(try await workspace.verdict(on: old).version == 1)
      #expect(try await workspace.disclosures() == 2)
    }
  }

  @Test("costs no disclosure where nothing has changed")
  func unchanged() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let token = try await workspace.token()
      for _ in 0..<5 {
        #expect(try await workspace.verdict(on: token).version == 1)
        workspace.wait(IdentityVerifier.lifetime)
      }
      #expect(try await workspace.disclosures() == 1)
    }
  }

  @Test("refuses a revoked secret once its keys are as old as they may be")
  func revoked() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let token = try await workspace.token()
      #expect(try await workspace.verdict(on: token).version == 1)
      try await workspace.signet.perform(
        RevokeSecret(id: try VerifiedWorkspace.workspaceID(), version: .current))
      workspace.wait(IdentityVerifier.lifetime - .milliseconds(1))
      #expect(try await workspace.verdict(on: token).version == 1)
      workspace.wait(.milliseconds(1))
      #expect(try await workspace.verdict(on: token).reason == .unknownKid)
    }
  }

  @Test("refuses a retiring secret at its deadline, without asking anybody")
  func deadline() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let token = try await workspace.token()
      try await workspace.signet.perform(
        RotateSecret(id: try VerifiedWorkspace.workspaceID(), grace: .seconds(10)))
      #expect(try await workspace.verdict(on: token).version == 1)
      await workspace.server.shutdown(within: .zero)
      workspace.signet.clock.advance(by: .seconds(10))
      #expect(try await workspace.verdict(on: token).reason == .unknownKid)
    }
  }

  @Test("goes on without the daemon while its keys are young, and uses none past that")
  func daemonGone() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let token = try await workspace.token()
      #expect(try await workspace.verdict(on: token).version == 1)
      await workspace.server.shutdown(within: .zero)
      #expect(try await workspace.verdict(on: token).version == 1)
      workspace.wait(IdentityVerifier.lifetime)
      await #expect {
        _ = try await workspace.verdict(on: token)
      } throws: { error in
        guard case VerifierError.keysUnavailable = error else { return false }
        return true
      }
    }
  }

  @Test("fetches keys once more that became too old while they were on their way")
  func stoppedMeanwhile() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let token = try await workspace.token()
      workspace.signet.store.hold()
      let verdict = Task { try await workspace.verdict(on: token) }
      while !workspace.signet.store.isWaiting { await Task.yield() }
      workspace.wait(IdentityVerifier.lifetime)
      workspace.signet.store.release()
      #expect(try await verdict.value.version == 1)
      // The second answer is what is held: it is young.
      await workspace.server.shutdown(within: .zero)
      workspace.wait(IdentityVerifier.lifetime - .milliseconds(1))
      #expect(try await workspace.verdict(on: token).version == 1)
    }
  }

  @Test("uses no keys where all that come are too old when they are there")
  func stoppedAlways() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let token = try await workspace.token()
      let readings = Atomic(0)
      let start = ContinuousClock.now
      // Each look at the clock finds that a minute has gone.
      let verifier = workspace.verifier(instant: {
        let minutes = readings.wrappingAdd(1, ordering: .relaxed).oldValue
        return start + IdentityVerifier.lifetime * minutes
      })
      await #expect {
        _ = try await verifier.verify(token, workspace: VerifiedWorkspace.id)
      } throws: { error in
        guard case VerifierError.keysUnavailable(.timedOut) = error else { return false }
        return true
      }
      // Sent and come, twice.
      #expect(readings.load(ordering: .relaxed) == 4)
    }
  }

  @Test("holds no lapsed keys of more workspaces than it should")
  func tidy() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let verifier = workspace.verifier(tidyAbove: 3)
      for count in 1...3 {
        try await workspace.create("w\(count)")
        _ = try await verifier.verify("hello", workspace: "w\(count)")
        #expect(await verifier.held == count)
      }
      workspace.wait(IdentityVerifier.lifetime - .milliseconds(1))
      _ = try await verifier.verify("hello", workspace: VerifiedWorkspace.id)
      #expect(await verifier.held == 4)
      workspace.wait(.milliseconds(1))
      try await workspace.create("w4")
      _ = try await verifier.verify("hello", workspace: "w4")
      #expect(await verifier.held == 2)
    }
  }

  @Test("drops the keys of a deleted workspace")
  func deleted() async throws {
    try await VerifiedWorkspace.serving { workspace in
      let token = try await workspace.token()
      #expect(try await workspace.verdict(on: token).version == 1)
      try await workspace.signet.perform(
        DeleteWorkspace(id: try VerifiedWorkspace.workspaceID(), precondition: .any))
      workspace.wait(IdentityVerifier.lifetime)
      await #expect {
        _ = try await workspace.verdict(on: token)
      } throws: { error in
        guard case VerifierError.workspaceNotFound = error else { return false }
        return true
      }
    }
  }

  @Test(
    "follows the workspace's enforcement",
    arguments: [
      (SecuritySettings.Enforcement.optional, false), (SecuritySettings.Enforcement.required, true),
    ])
  func enforcement(enforcement: SecuritySettings.Enforcement, denied: Bool) async throws {
    var settings = SecuritySettings()
    settings.enforcement = enforcement
    try await VerifiedWorkspace.serving(settings: settings) { workspace in
      guard case .rejected(let rejection, let isDenied) = try await workspace.verdict(on: "hello")
      else {
        Issue.record("hello was not rejected")
        return
      }
      #expect(rejection.reason == .malformed)
      #expect(isDenied == denied)
    }
  }

  @Test("checks nothing where the enforcement is off")
  func off() async throws {
    var settings = SecuritySettings()
    settings.enforcement = .off
    try await VerifiedWorkspace.serving(settings: settings) { workspace in
      let verdict = try await workspace.verdict(on: "hello")
      #expect(verdict == .skipped)
    }
  }

  @Test("takes the bytes of a JWK that are no text")
  func jwk() async throws {
    let secret = try IdentitySecret(jwkKey: [UInt8](repeating: 0xFF, count: 32))
    try await VerifiedWorkspace.serving(secret: secret) { workspace in
      let token = try await workspace.token()
      #expect(try await workspace.verdict(on: token).version == 1)
    }
  }
}
