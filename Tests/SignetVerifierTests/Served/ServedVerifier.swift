import Logging
import SignetClient
import SignetCore
import SignetCrypto
import SignetServer
import SignetTestSupport
import SignetTokens
import Synchronization
import Testing

@testable import SignetVerifier

/// A real service behind a real socket, and a verifier of it. The clocks of both move only when told,
/// and together.
final class ServedVerifier: Sendable {
  static let id = "acme"

  private struct Daemon {
    let signet: TestService
    let server: Server
    let keeping: Task<Void, Never>
  }

  let verifier: IdentityVerifier
  let clock: ManualClock
  let socketPath: String
  private let directory: RuntimeDirectory
  private let daemon: Mutex<Daemon>

  private init(_ signet: TestService) async throws {
    clock = signet.clock
    directory = try RuntimeDirectory(path: signet.folder.path + "/run")
    socketPath = directory.socketPath(of: .verifier)
    daemon = Mutex(try await Self.serve(signet, in: directory))
    verifier = Self.verifier(.init(name: "v1", socketPath: socketPath), clock)
  }

  /// Serves while `body` runs, then stops.
  static func run(
    secret: IdentitySecret? = nil, settings: SecuritySettings = SecuritySettings(),
    _ body: (ServedVerifier) async throws -> Void
  ) async throws {
    let signet = try TestService()
    try await signet.perform(
      CreateWorkspace(id: try workspaceID(), settings: settings, secret: secret))
    let served = try await ServedVerifier(signet)
    do {
      try await body(served)
    } catch {
      await served.end()
      throw error
    }
    await served.end()
  }

  private func end() async {
    await verifier.stop()
    await stopDaemon()
  }

  // MARK: The daemon

  var signet: TestService { daemon.withLock { $0.signet } }

  func stopDaemon() async {
    let daemon = daemon.withLock { $0 }
    await daemon.server.shutdown(within: .zero)
    daemon.keeping.cancel()
    await daemon.keeping.value
  }

  /// The same database behind the same socket, by another daemon.
  func restartDaemon() async throws {
    await stopDaemon()
    try await startDaemon()
  }

  func startDaemon() async throws {
    let next = try await Self.serve(try signet.reopened(), in: directory)
    daemon.withLock { $0 = next }
  }

  private static func serve(
    _ signet: TestService, in directory: RuntimeDirectory
  ) async throws -> Daemon {
    let handler = APIHandler(
      service: signet.service, socket: .verifier,
      about: .init(version: "test", startedAt: signet.clock.now()))
    let server = try await Server.start(
      [
        Server.Endpoint(
          role: .verifier, socket: try directory.bind(.verifier), handler: handler)
      ],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    return Daemon(
      signet: signet, server: server, keeping: Task { await signet.service.keepLeases() })
  }

  static func workspaceID(_ text: String = id) throws -> WorkspaceID {
    try #require(WorkspaceID(text))
  }

  /// The verifiers that the daemon counts.
  func leases() throws -> [LeaseView] { try signet.service.verifiers(as: .admin) }

  /// Whether every lease holds the newest change.
  func nobodyIsBehind() throws -> Bool {
    let service = signet.service
    return try service.propagation(of: service.revision).behind.isEmpty
  }

  /// Waits until every lease holds the newest change. Time passes meanwhile: renewals keep a
  /// distance.
  func propagated() async throws {
    try await eventually("propagation") {
      clock.advance(by: .milliseconds(1))
      return try nobodyIsBehind()
    }
  }

  // MARK: The verifier

  static func verifier(
    _ configuration: IdentityVerifier.Configuration, _ clock: ManualClock
  ) -> IdentityVerifier {
    IdentityVerifier(
      configuration,
      clock: VerifierClock(
        uptime: { clock.uptime }, wall: { clock.now().milliseconds },
        sleep: { until in
          while clock.uptime < until, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(1))
          }
        }))
  }

  func verdict(on token: String) throws -> TokenVerdict {
    try verifier.verify(token, workspace: Self.id)
  }

  /// Why no key may be used.
  func unavailability(_ token: String = "hello") -> VerifierError.Unavailability? {
    do {
      _ = try verifier.verify(token, workspace: Self.id)
      return nil
    } catch {
      guard case .keysUnavailable(let why) = error else { return nil }
      return why
    }
  }

  /// A token of the current secret.
  func token() async throws -> String {
    let signed = try await signet.perform(
      SignToken(id: try Self.workspaceID(), claims: Array(#"{"userId":"u1"}"#.utf8)))
    return String(decoding: signed.token, as: UTF8.self)
  }

  /// How often keys were disclosed.
  func disclosures() async throws -> Int {
    try await signet.log().count { $0.action == .keysFetch }
  }
}

/// Waits until it is so, two minutes at most.
func eventually(
  _ what: Comment, _ isSo: () async throws -> Bool,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let limit = ContinuousClock.now + .seconds(120)
  while try await !isSo() {
    try #require(ContinuousClock.now < limit, what, sourceLocation: sourceLocation)
    try await Task.sleep(for: .milliseconds(2))
  }
}

extension TokenVerdict {
  var version: UInt32? {
    if case .identified(let identity) = self { identity.version } else { nil }
  }

  var reason: RejectionReason? {
    if case .rejected(let rejection, _) = self { rejection.reason } else { nil }
  }
}
