import SignetCore
import SignetTokens
import Testing

@testable import SignetVerifier

@Suite("a verifier of a real daemon: what it says of tokens")
struct VerifyingTests {
  @Test("identifies without waiting once it is prepared, and fetches once for many")
  func identifies() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let token = try await served.token()
      for _ in 0..<10 { #expect(try served.verdict(on: token).version == 1) }
      #expect(try await served.disclosures() == 1)
    }
  }

  @Test("uses no key of a workspace that was not prepared")
  func notPrepared() async throws {
    try await ServedVerifier.run { served in
      #expect(served.unavailability() == .notPrepared)
      try await served.verifier.prepare(ServedVerifier.id)
      #expect(served.unavailability() == nil)
    }
  }

  @Test("shares one fetch among tokens that come at the same time")
  func singleFlight() async throws {
    try await ServedVerifier.run { served in
      let token = try await served.token()
      try await withThrowingTaskGroup(of: UInt32?.self) { group in
        for _ in 0..<32 {
          group.addTask {
            try await served.verifier.asyncVerify(token, workspace: ServedVerifier.id).version
          }
        }
        for try await version in group { #expect(version == 1) }
      }
      #expect(try await served.disclosures() == 1)
    }
  }

  @Test("says that there is no such workspace")
  func noWorkspace() async throws {
    try await ServedVerifier.run { served in
      await #expect(throws: VerifierError.workspaceNotFound) {
        try await served.verifier.prepare("nobody")
      }
      await #expect(throws: VerifierError.workspaceNotFound) {
        try await served.verifier.asyncVerify("hello", workspace: "nobody")
      }
    }
  }

  @Test("says that there is no daemon")
  func noDaemon() async throws {
    let verifier = IdentityVerifier(.init(name: "v", runtimeDirectory: "/nowhere"))
    await #expect(
      throws: VerifierError.keysUnavailable(
        .failed(.unreachable(path: "/nowhere/verifier/signet.sock", errno: 2)))
    ) {
      try await verifier.prepare("acme")
    }
    await verifier.stop()
  }

  @Test("looks again before it rejects a signature, at most once a second, and waits its turn")
  func looksAgain() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let bad = try await served.token().dropLast(4) + "AAAA"
      served.clock.advance(by: .milliseconds(1))
      let verdict = Task {
        try await served.verifier.asyncVerify(String(bad), workspace: ServedVerifier.id)
      }
      try await eventually("the look is asked for") { served.recheckIsAsked }
      served.clock.advance(by: .milliseconds(998))
      for _ in 0..<50 {
        try await Task.sleep(for: .milliseconds(1))
        #expect(served.recheckIsAsked)
      }
      served.clock.advance(by: .milliseconds(1))
      #expect(try await verdict.value.reason == .signatureInvalid)
      #expect(try await served.disclosures() == 1)
    }
  }

  @Test("a retiring secret ends at its deadline, also without the daemon and with a clock set back")
  func deadline() async throws {
    try await ServedVerifier.run { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let token = try await served.token()
      try await served.signet.perform(
        RotateSecret(id: try ServedVerifier.workspaceID(), grace: .seconds(10)))
      try await served.propagated()
      #expect(try served.verdict(on: token).version == 1)
      await served.stopDaemon()
      served.clock.advance(by: .seconds(10))
      #expect(try served.verdict(on: token).reason == .unknownKid)
      served.clock.advance(by: .seconds(-5))
      #expect(try served.verdict(on: token).reason == .unknownKid)
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
    try await ServedVerifier.run(settings: settings) { served in
      try await served.verifier.prepare(ServedVerifier.id)
      guard case .rejected(let rejection, let isDenied) = try served.verdict(on: "hello") else {
        Issue.record("hello was not rejected")
        return
      }
      #expect(rejection.reason == .malformed)
      #expect(isDenied == denied)
      #expect(served.verifier.noteMissingToken(workspace: ServedVerifier.id) == denied)
    }
  }

  @Test("checks nothing where the enforcement is off")
  func off() async throws {
    var settings = SecuritySettings()
    settings.enforcement = .off
    try await ServedVerifier.run(settings: settings) { served in
      try await served.verifier.prepare(ServedVerifier.id)
      let verdict = try served.verdict(on: "hello")
      #expect(verdict == .skipped)
      #expect(!served.verifier.noteMissingToken(workspace: ServedVerifier.id))
    }
  }

  @Test("takes the bytes of a JWK that are no text")
  func jwk() async throws {
    let secret = try IdentitySecret(jwkKey: [UInt8](repeating: 0xFF, count: 32))
    try await ServedVerifier.run(secret: secret) { served in
      try await served.verifier.prepare(ServedVerifier.id)
      #expect(try served.verdict(on: try await served.token()).version == 1)
    }
  }
}

extension ServedVerifier {
  /// Whether a token waits for a look at the workspace.
  var recheckIsAsked: Bool { verifier.entry(Self.id)?.recheck != nil }
}
