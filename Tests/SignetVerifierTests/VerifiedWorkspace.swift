import Foundation
import Logging
import SignetClient
import SignetCore
import SignetCrypto
import SignetServer
import SignetTestSupport
import SignetTokens
import Synchronization

@testable import SignetVerifier

/// A workspace of a real service behind a real socket, and a verifier of it whose clocks move only
/// when told.
final class VerifiedWorkspace: Sendable {
  static let id = "acme"

  let signet: TestService
  let server: Server
  let verifier: IdentityVerifier
  let runtimeDirectory: String
  private let configuration: ClientConfiguration
  let start = ContinuousClock.now
  private let elapsed: Elapsed

  final class Elapsed: Sendable {
    let value = Mutex(Duration.zero)
  }

  private init(
    signet: TestService, server: Server, directory: RuntimeDirectory, elapsed: Elapsed
  ) {
    runtimeDirectory = directory.path
    self.signet = signet
    self.server = server
    self.elapsed = elapsed
    configuration = ClientConfiguration(
      socketPath: directory.socketPath(of: .verifier), role: .verifier)
    let start = start
    let now = { @Sendable [clock = signet.clock] in clock.now().milliseconds }
    verifier = IdentityVerifier(
      configuration, now: now, instant: { start + elapsed.value.withLock { $0 } })
  }

  /// Another verifier of the same daemon, with a clock or a bound of its own.
  func verifier(
    instant: (@Sendable () -> ContinuousClock.Instant)? = nil, tidyAbove: Int = 1000
  ) -> IdentityVerifier {
    IdentityVerifier(
      configuration, now: { [clock = signet.clock] in clock.now().milliseconds },
      instant: instant ?? { [start, elapsed] in start + elapsed.value.withLock { $0 } },
      tidyAbove: tidyAbove)
  }

  func create(_ name: String) async throws {
    guard let id = WorkspaceID(name) else { throw CryptoError.malformedEncoding }
    try await signet.perform(CreateWorkspace(id: id))
  }

  /// Serves while `body` runs, then stops.
  static func serving(
    secret: IdentitySecret? = nil, settings: SecuritySettings = SecuritySettings(),
    _ body: (VerifiedWorkspace) async throws -> Void
  ) async throws {
    let signet = try TestService()
    try await signet.perform(
      CreateWorkspace(id: try workspaceID(), settings: settings, secret: secret))
    let directory = try RuntimeDirectory(path: signet.folder.path + "/run")
    let handler = APIHandler(
      service: signet.service, socket: .verifier,
      about: .init(version: "test", startedAt: signet.clock.now()))
    let server = try await Server.start(
      [
        Server.Endpoint(
          role: .verifier, socket: try directory.bind(.verifier), handler: handler)
      ],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let workspace = VerifiedWorkspace(
      signet: signet, server: server, directory: directory, elapsed: Elapsed())
    do {
      try await body(workspace)
    } catch {
      await server.shutdown(within: .zero)
      throw error
    }
    await server.shutdown(within: .zero)
  }

  static func workspaceID() throws -> WorkspaceID {
    guard let id = WorkspaceID(id) else { throw CryptoError.malformedEncoding }
    return id
  }

  /// Time passes for the daemon and for the verifier.
  func wait(_ duration: Duration) {
    signet.clock.advance(by: duration)
    elapsed.value.withLock { $0 += duration }
  }

  func verdict(on token: String) async throws -> TokenVerdict {
    try await verifier.verify(token, workspace: Self.id)
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

extension TokenVerdict {
  var version: UInt32? {
    if case .identified(let identity) = self { identity.version } else { nil }
  }

  var reason: RejectionReason? {
    if case .rejected(let rejection, _) = self { rejection.reason } else { nil }
  }
}
