import NIOCore
import Testing

@testable import SignetServer

@Suite("Time on a connection")
struct DeadlineTests {
  static let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test(
    "runs out for a request that does not arrive whole",
    arguments: [
      "G", "GET / HTTP/1.1\r\nHost: a\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhe",
      request + "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
    ])
  func requestTime(half: String) async throws {
    try await serving {
      $0.requestTime = .milliseconds(500)
    } _: { socket in
      let client = try socket.client()
      try client.send(half)
      if half.hasPrefix(Self.request) { #expect(try client.readAnswer().status == 200) }
      let answer = try client.readAnswer()
      #expect(answer.status == 408)
      #expect(answer.header("Connection") == "close")
      #expect(try client.isAtEnd())
    }
  }

  @Test("runs out for a request whose bytes drip in, each within the time")
  func slowBytes() async throws {
    try await serving {
      $0.requestTime = .milliseconds(200)
    } _: { socket in
      let client = try socket.client()
      try client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ")
      let dripping = Dripping(client)
      dripping.start()
      #expect(try client.readAnswer().status == 408)
      dripping.stop()
    }
  }

  @Test("runs out quietly for a connection without a request", arguments: ["", request])
  func idle(before: String) async throws {
    try await serving {
      $0.idleTime = .milliseconds(500)
    } _: { socket in
      let client = try socket.client()
      try client.send(before)
      if !before.isEmpty { #expect(try client.readAnswer().status == 200) }
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test("does not run out while the answer is the handler's to give")
  func answerTime() async throws {
    let handler = DeferredHandler()
    try await serving(handler) {
      $0.idleTime = .milliseconds(200)
      $0.requestTime = .milliseconds(200)
    } _: { socket in
      let client = try socket.client()
      // Half of the next request is there already, and not to blame for having to wait.
      try client.send(Self.request + "GET /now HTTP/1.1\r\n")
      let asked = try handler.next()
      let delayed = asked.promise.futureResult.eventLoop.scheduleTask(in: .milliseconds(300)) {
        asked.answer()
      }
      #expect(try client.readAnswer().status == 200)
      try client.send("Host: a\r\n\r\n")
      #expect(try client.readAnswer().body == "GET /now []")
      _ = try await delayed.futureResult.get()
    }
  }

  @Test("runs out for a client that does not read its answers")
  func unreadAnswers() async throws {
    try await serving {
      $0.idleTime = .milliseconds(100)
    } _: { socket in
      let client = try socket.client()
      let sender = Sender(client, String(repeating: Self.request, count: 20_000))
      sender.start()
      #expect(socket.waitForConnections(1))
      #expect(socket.waitForConnections(0))
      #expect(sender.isDone(within: 60))
    }
  }

  @Test("of life runs out: idle connections are closed, others told with their next answer")
  func life() async throws {
    try await serving {
      $0.connectionLife = .milliseconds(500)
    } _: { socket in
      let idle = try socket.client()
      #expect(try idle.readToEnd().isEmpty)
    }
    let handler = DeferredHandler()
    try await serving(handler) {
      $0.connectionLife = .milliseconds(500)
    } _: { socket in
      let busy = try socket.client()
      try busy.send(Self.request)
      let asked = try handler.next()
      let delayed = asked.promise.futureResult.eventLoop.scheduleTask(in: .milliseconds(800)) {
        asked.answer()
      }
      #expect(try busy.readAnswer().header("Connection") == "close")
      #expect(try busy.isAtEnd())
      _ = try await delayed.futureResult.get()
    }
  }

  @Test("to look at it again is never later than a deadline set meanwhile")
  func nextLook() {
    let limits = ServerLimits()
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    var deadlines = ConnectionDeadlines(limits: limits, now: start)
    for second: Int64 in 0..<100 {
      let now = start + .seconds(second)
      #expect(deadlines.nextLook(after: now) <= now + limits.requestTime)
      #expect(deadlines.nextLook(after: now) > now)
    }
    deadlines.receivedBytes(at: start)
    deadlines.receivedBytes(at: start + .seconds(9))
    #expect(deadlines.nextLook(after: start + .seconds(9)) == start + .seconds(10))
    #expect(deadlines.verdict(at: start + .seconds(10), isReading: true) == .refuse)
    #expect(deadlines.verdict(at: start + .seconds(10), isReading: false) == .wait)
  }
}
