import NIOCore
import SignetServer
import Synchronization
import Testing

/// Answers at once, and notes how many it had answered when its event loop came to a task that the
/// first one had put there.
private final class NotingHandler: RequestHandler {
  private let answered = Atomic<Int>(0)
  private let noted = Atomic<Int>(-1)

  /// -1 before the task has run.
  var answeredBeforeTask: Int { noted.load(ordering: .acquiring) }

  func handle(_ request: HTTPRequest, on loop: any EventLoop) -> HTTPReply {
    if answered.wrappingAdd(1, ordering: .relaxed).oldValue == 0 {
      loop.execute {
        self.noted.store(self.answered.load(ordering: .relaxed), ordering: .releasing)
      }
    }
    return .now(EchoHandler.echo(request))
  }
}

@Suite("fairness")
struct FairnessTests {
  @Test("many requests at once leave others their turn on the event loop, and all are answered")
  func pipelined() async throws {
    let handler = NotingHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      let count = 200
      try client.send(String(repeating: "GET / HTTP/1.1\r\nHost: s\r\n\r\n", count: count))
      for _ in 0..<count { #expect(try client.readAnswer().status == 200) }
      #expect((1...8).contains(handler.answeredBeforeTask))
    }
  }
}
