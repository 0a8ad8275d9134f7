import Testing

@testable import SignetServer

@Suite("A streamed answer")
struct StreamTests {
  static let request = "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"
  static let other = "GET /other HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test("comes in chunks as the stream makes them, and leaves the connection open")
  func chunks() async throws {
    let handler = StreamHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.request)
      let head = try client.readHead()
      #expect(head.status == 200)
      #expect(head.header("Transfer-Encoding") == "chunked")
      #expect(head.header("Content-Length") == nil)
      #expect(head.header("Connection") == nil)
      #expect(head.header("Request-Id")?.count == 32)
      let stream = try handler.stream()
      stream.feed("one")
      #expect(try client.readChunk() == "one")
      stream.feed("two", "three", ending: true)
      #expect(try client.readChunk() == "two")
      #expect(try client.readChunk() == "three")
      #expect(try client.readChunk() == "")
      #expect(stream.closedCount == 1)
      try client.send(Self.other)
      #expect(try client.readAnswer().status == 200)
    }
  }

  @Test("ends with the connection for an HTTP/1.0 client, even one that would stay")
  func oldClient() async throws {
    let handler = StreamHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(
        "GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
          + "GET /other HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      let head = try client.readHead()
      #expect(head.header("Transfer-Encoding") == nil)
      #expect(head.header("Connection") == "close")
      try handler.stream().feed("one", "two", ending: true)
      #expect(try client.readToEnd() == "onetwo")
    }
  }

  @Test("is not begun for a HEAD, whose answer has the same header and no body")
  func head() async throws {
    let handler = StreamHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n" + Self.other)
      #expect(try client.readHead().header("Transfer-Encoding") == "chunked")
      #expect(try client.readAnswer().body == "GET /other []")
      #expect(handler.streams.isEmpty)
    }
  }

  @Test("is the last on a connection that the client wants closed")
  func lastAnswer() async throws {
    let handler = StreamHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send("GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(try client.readHead().header("Connection") == "close")
      try handler.stream().feed("one", ending: true)
      #expect(try client.readToEnd() == "3\r\none\r\n0\r\n\r\n")
    }
  }

  @Test("holds back what is asked behind it on the connection until it has ended")
  func pipelined() async throws {
    let handler = StreamHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.request + Self.other + Self.request)
      _ = try client.readHead()
      let stream = try handler.stream()
      stream.feed("one")
      #expect(try client.readChunk() == "one")
      #expect(handler.streams.count == 1)
      stream.feed(ending: true)
      #expect(try client.readChunk() == "")
      #expect(try client.readAnswer().body == "GET /other []")
      #expect(try client.readHead().status == 200)
      try handler.stream(1).feed("two")
      #expect(try client.readChunk() == "two")
    }
  }

  @Test("leaves what is sent behind it with the sender")
  func backPressure() async throws {
    let handler = StreamHandler()
    try await serving(handler) { socket in
      let (client, stream) = try handler.open(on: socket)
      // More than the kernel holds for a socket, so that it cannot all be sent.
      let sender = Sender(client, String(repeating: Self.other, count: 20_000))
      sender.start()
      #expect(!sender.isDone(within: 0.3))
      stream.feed(ending: true)
      #expect(try client.readChunk() == "")
      for _ in 0..<20_000 { #expect(try client.readAnswer().status == 200) }
      #expect(sender.isDone(within: 60))
    }
  }

  @Test("goes on when the client has shut its side")
  func halfClosed() async throws {
    let handler = StreamHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.request)
      client.endSending()
      _ = try client.readHead()
      let stream = try handler.stream()
      stream.feed("one")
      #expect(try client.readChunk() == "one")
      stream.feed("two", ending: true)
      #expect(try client.readToEnd() == "3\r\ntwo\r\n0\r\n\r\n")
    }
  }

  @Test("is told at once when the client has gone")
  func goneClient() async throws {
    let handler = StreamHandler()
    try await serving(handler) { socket in
      let (client, stream) = try handler.open(on: socket)
      client.hangUp()
      #expect(stream.waitUntilClosed())
      #expect(socket.waitForConnections(0))
      // Nobody hears it, and nothing breaks.
      stream.feed("late", ending: true)
      #expect(try socket.answer(to: Self.other).status == 200)
      #expect(stream.closedCount == 1)
    }
  }
}
