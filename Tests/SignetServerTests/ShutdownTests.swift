import Glibc
import Testing

@testable import SignetServer

@Suite("A server that stops")
struct ShutdownTests {
  static let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test("closes idle connections soon, removes its file and accepts nobody")
  func idle() async throws {
    try await serving { socket in
      let unused = try socket.client()
      let used = try socket.client()
      try used.send(Self.request)
      #expect(try used.readAnswer().status == 200)
      let half = try socket.client()
      try half.send("GET / HT")
      #expect(socket.waitForConnections(3))
      await socket.server.shutdown(within: .seconds(60))
      for client in [unused, used, half] { #expect(try client.isAtEnd()) }
      #expect(access(socket.path, F_OK) != 0)
      #expect(throws: RawClient.Failure.self) { try socket.client() }
    }
  }

  @Test("answers what is in progress and what waits behind it, and says that it was the last")
  func inProgress() async throws {
    let handler = DeferredHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.request + "GET /now HTTP/1.1\r\nHost: a\r\n\r\n")
      let asked = try handler.next()
      async let stopped: Void = socket.server.shutdown(within: .seconds(60))
      await waitUntilGone(socket.path)
      asked.answer()
      let first = try client.readAnswer()
      #expect(first.status == 200)
      #expect(first.header("Connection") == nil)
      #expect(try client.readAnswer().header("Connection") == "close")
      #expect(try client.isAtEnd())
      await stopped
    }
  }

  @Test("lets a client end the request that it is sending")
  func arriving() async throws {
    try await serving { socket in
      let client = try socket.client()
      try client.send(
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
      #expect(try client.readAnswer().status == 100)
      async let stopped: Void = socket.server.shutdown(within: .seconds(60))
      await waitUntilGone(socket.path)
      try client.send("ab")
      let answer = try client.readAnswer()
      #expect(answer.body == "POST / [ab]")
      #expect(answer.header("Connection") == "close")
      await stopped
    }
  }

  @Test("closes the rest after its deadline")
  func deadline() async throws {
    let handler = DeferredHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.request)
      let asked = try handler.next()
      await socket.server.shutdown(within: .milliseconds(50))
      #expect(try client.isAtEnd())
      // The answer comes too late, and to nobody.
      asked.answer()
    }
  }

  @Test("leaves alone a file that is not its own")
  func foreignFile() async throws {
    try await serving { socket in
      unlink(socket.path)
      close(open(socket.path, O_CREAT | O_WRONLY, 0o600))
      await socket.server.shutdown(within: .zero)
      #expect(access(socket.path, F_OK) == 0)
    }
  }

  @Test("can be stopped twice")
  func twice() async throws {
    try await serving { socket in
      await socket.server.shutdown(within: .zero)
      await socket.server.shutdown(within: .zero)
    }
  }

  /// The file goes when all connections have been told.
  private func waitUntilGone(_ path: String) async {
    while access(path, F_OK) == 0 { await Task.yield() }
  }
}
