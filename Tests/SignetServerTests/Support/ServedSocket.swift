import Foundation
import Glibc
import Logging
import NIOCore
import SignetTestProcesses

@testable import SignetServer

/// A server with one socket in a folder of its own, for as long as a test needs it.
struct ServedSocket {
  let server: Server
  let path: String

  func client() throws -> RawClient { try RawClient(path: path) }

  /// Sends a request on a new connection and reads its answer.
  func answer(to request: String) throws -> RawClient.Answer {
    let client = try client()
    try client.send(request)
    return try client.readAnswer(bodyless: request.hasPrefix("HEAD "))
  }

  /// Sends bytes on a new connection and reads until the server closes it.
  func everything(after request: String) throws -> String {
    let client = try client()
    try client.send(request)
    return try client.readToEnd()
  }

  /// Waits until the server has as many connections as that.
  func waitForConnections(_ count: Int) -> Bool {
    for _ in 0..<5_000 {
      if server.connectionCount(of: .verifier) == count { return true }
      usleep(1_000)
    }
    return false
  }
}

/// Serves `handler` while `body` runs, then stops.
func serving(
  _ handler: any RequestHandler = EchoHandler(),
  limits change: (inout ServerLimits) -> Void = { _ in },
  _ body: (ServedSocket) async throws -> Void
) async throws {
  try await withTemporaryFolder { folder in
    let directory = try RuntimeDirectory(path: folder + "/run")
    var limits = ServerLimits(for: .verifier)
    // Out of the way, for a busy machine is no slow client; a test of time sets its own.
    limits.requestTime = .minutes(5)
    limits.idleTime = .minutes(5)
    change(&limits)
    let endpoint = Server.Endpoint(
      role: .verifier, socket: try directory.bind(.verifier), handler: handler, limits: limits)
    let server = try await Server.start([endpoint], logger: quietLogger)
    do {
      // Blocking clients must not keep the pool's threads from what they wait for.
      try await withTaskExecutorPreference(OwnThreads()) {
        try await body(ServedSocket(server: server, path: directory.socketPath(of: .verifier)))
      }
    } catch {
      await server.shutdown(within: .zero)
      throw error
    }
    await server.shutdown(within: .seconds(5))
  }
}

let quietLogger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Lends a new folder and removes it with what is in it.
func withTemporaryFolder(_ body: (String) async throws -> Void) async throws {
  let folder = try TemporaryFolder()
  try await body(folder.path)
  // Not before: what is in it is in use until here.
  withExtendedLifetime(folder) {}
}
