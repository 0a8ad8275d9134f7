import Foundation
import SignetServer
import Synchronization
import Testing

/// A socket that outlives the server, as a service manager's does: each server gets a copy.
@Suite("restarts")
struct RestartTests {
  @Test("a client that connects while one server stops and the next starts is answered")
  func underLoad() async throws {
    try await withTemporaryFolder { folder in
      let directory = try RuntimeDirectory(path: folder + "/run")
      let path = directory.socketPath(of: .verifier)
      let kept = dup(try directory.bind(.verifier).descriptor)
      defer { close(kept) }
      let crew = (0..<4).map { _ in Crewman(path: path) }
      for man in crew { man.start() }
      for _ in 0..<40 {
        let server = try await Server.start(
          [
            Server.Endpoint(
              role: .verifier, socket: try ListeningSocket(adopting: dup(kept)),
              handler: EchoHandler(), eventLoops: 2)
          ], logger: quietLogger)
        let before = crew.reduce(0) { $0 + $1.answered }
        // As soon as it works at all.
        while crew.reduce(0, { $0 + $1.answered }) < before + 20 {
          try await Task.sleep(for: .milliseconds(1))
        }
        await server.shutdown(within: .seconds(10))
      }
      let last = try await Server.start(
        [
          Server.Endpoint(
            role: .verifier, socket: try ListeningSocket(adopting: dup(kept)),
            handler: EchoHandler())
        ], logger: quietLogger)
      for man in crew { man.stop() }
      await last.shutdown(within: .seconds(10))
      #expect(crew.flatMap(\.failures) == [])
      #expect(crew.reduce(0) { $0 + $1.answered } >= 800)
    }
  }
}

/// A client on a thread of its own: a new connection for each request.
private final class Crewman: Sendable {
  private let path: String
  private let count = Atomic<Int>(0)
  private let faults = Mutex<[String]>([])
  private let isEnding = Atomic<Bool>(false)
  private let ended = DispatchSemaphore(value: 0)

  init(path: String) { self.path = path }

  var answered: Int { count.load(ordering: .acquiring) }
  var failures: [String] { faults.withLock { $0 } }

  func start() {
    Thread.detachNewThread { [self] in
      while !isEnding.load(ordering: .acquiring) {
        do {
          let client = try RawClient(path: path)
          try client.send("GET /now HTTP/1.1\r\nHost: s\r\n\r\n")
          guard try client.readAnswer().status == 200 else {
            throw RawClient.Failure(step: "status", code: 0)
          }
          count.wrappingAdd(1, ordering: .releasing)
        } catch {
          faults.withLock { $0.append("\(error)") }
        }
      }
      ended.signal()
    }
  }

  func stop() {
    isEnding.store(true, ordering: .releasing)
    ended.wait()
  }
}
