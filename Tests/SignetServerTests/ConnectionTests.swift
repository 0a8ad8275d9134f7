import Testing

@testable import SignetServer

@Suite("A connection")
struct ConnectionTests {
  static func get(_ path: String, _ fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
  }

  @Test("stays open for the next request")
  func keepsAlive() async throws {
    try await serving { socket in
      let client = try socket.client()
      for path in ["/a", "/b", "/c"] {
        try client.send(Self.get(path))
        let answer = try client.readAnswer()
        #expect(answer.body == "GET \(path) []")
        #expect(answer.header("Connection") == nil)
      }
    }
  }

  struct Ending: CustomTestStringConvertible, Sendable {
    var name: String
    var request: String
    /// What the answer's Connection says; a connection that does not say close stays open.
    var connection: String?
    var testDescription: String { name }
  }

  @Test(
    "ends or stays as the client asks",
    arguments: [
      Ending(name: "HTTP/1.1", request: get("/"), connection: nil),
      Ending(
        name: "HTTP/1.1 with close", request: get("/", "Connection: close\r\n"),
        connection: "close"),
      Ending(
        name: "HTTP/1.1 with close among others", request: get("/", "Connection: x, Close\r\n"),
        connection: "close"),
      Ending(name: "HTTP/1.0", request: "GET / HTTP/1.0\r\n\r\n", connection: "close"),
      Ending(
        name: "HTTP/1.0 with keep-alive",
        request: "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", connection: "keep-alive"),
      Ending(
        name: "a request for another protocol",
        request: get("/", "Connection: Upgrade\r\nUpgrade: websocket\r\n"), connection: "close"),
    ])
  func ending(_ example: Ending) async throws {
    try await serving { socket in
      let client = try socket.client()
      try client.send(example.request)
      let answer = try client.readAnswer()
      #expect(answer.status == 200)
      #expect(answer.header("Connection") == example.connection)
      if example.connection == "close" {
        #expect(try client.isAtEnd())
      } else {
        try client.send(example.request)
        #expect(try client.readAnswer().status == 200)
      }
    }
  }

  @Test("answers HEAD with the header of GET and no body")
  func head() async throws {
    try await serving { socket in
      let client = try socket.client()
      try client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n" + Self.get("/b"))
      let answer = try client.readAnswer(bodyless: true)
      #expect(answer.header("Content-Length") == "\("HEAD /a []".count)")
      // A body would stand before this status line.
      let next = try client.readAnswer()
      #expect(next.head.hasPrefix("HTTP/1.1 200 "))
      #expect(next.body == "GET /b []")
    }
  }

  @Test("answers a refused HEAD without a body")
  func refusedHead() async throws {
    try await serving { socket in
      let text = try socket.everything(after: "HEAD / HTTP/1.1\r\nHost: a\r\nOrigin: b\r\n\r\n")
      #expect(text.hasPrefix("HTTP/1.1 403 "))
      #expect(text.hasSuffix("\r\n\r\n"))
    }
  }

  @Test("answers pipelined requests in their order", arguments: [2, 300, 5_000])
  func pipelining(count: Int) async throws {
    try await serving { socket in
      let client = try socket.client()
      // Answers are read only later, so both directions fill up; the sender needs a thread.
      let all = (0..<count).map { Self.get("/\($0)") }.joined()
      let sender = Sender(client, all)
      sender.start()
      for number in 0..<count {
        guard try client.readAnswer().body == "GET /\(number) []" else {
          Issue.record("answer \(number) is another's")
          break
        }
      }
      #expect(sender.isDone(within: 60))
    }
  }

  @Test("answers one request at a time")
  func oneAtATime() async throws {
    let handler = DeferredHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.get("/1") + Self.get("/now") + Self.get("/3"))
      let first = try handler.next()
      #expect(handler.count == 1)
      first.answer()
      #expect(try client.readAnswer().body == "GET /1 []")
      #expect(try client.readAnswer().body == "GET /now []")
      try handler.next().answer()
      #expect(try client.readAnswer().body == "GET /3 []")
    }
  }

  @Test("stops reading while a request waits for its answer")
  func backPressure() async throws {
    let handler = DeferredHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.get("/first"))
      let first = try handler.next()
      // Half a megabyte does not fit between the two, so sending it ends only once it is read.
      let sender = Sender(client, String(repeating: Self.get("/now"), count: 20_000))
      sender.start()
      #expect(!sender.isDone(within: 0.2))
      first.answer()
      #expect(try client.readAnswer().body == "GET /first []")
      for _ in 0..<20_000 { guard try client.readAnswer().status == 200 else { break } }
      #expect(sender.isDone(within: 60))
    }
  }

  @Test("answers a client that has shut its side")
  func halfClosed() async throws {
    let handler = DeferredHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.get("/1") + Self.get("/now"))
      client.endSending()
      try handler.next().answer()
      #expect(try client.readAnswer().body == "GET /1 []")
      #expect(try client.readAnswer().body == "GET /now []")
      #expect(try client.isAtEnd())
    }
  }

  @Test("answers no more than the limit of a client that sends much and shuts its side")
  func waitingLimit() async throws {
    let handler = DeferredHandler()
    try await serving(handler) {
      $0.waitingRequests = 4
    } _: { socket in
      let client = try socket.client()
      try client.send(Self.get("/1"))
      let first = try handler.next()
      try client.send(String(repeating: Self.get("/now"), count: 100))
      client.endSending()
      // The loop sees the end of the stream before it comes to this.
      first.promise.futureResult.eventLoop.scheduleTask(in: .milliseconds(20)) { first.answer() }
      var answers = 0
      while let answer = try? client.readAnswer() {
        answers += 1
        if answer.header("Connection") == "close" { break }
      }
      #expect(answers == 5)
      #expect(try client.isAtEnd())
    }
  }

  @Test("of a client that goes before its answer does no harm")
  func clientGone() async throws {
    let handler = DeferredHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.get("/1"))
      let asked = try handler.next()
      client.hangUp()
      asked.answer()
      #expect(socket.waitForConnections(0))
      #expect(try socket.answer(to: Self.get("/now")).status == 200)
    }
  }

  @Test("whose handler fails gets a 500 and goes on")
  func handlerFails() async throws {
    struct Mistake: Error {}
    let handler = DeferredHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.get("/1") + Self.get("/now"))
      try handler.next().promise.fail(Mistake())
      let answer = try client.readAnswer()
      #expect(answer.status == 500)
      #expect(!answer.body.contains("Mistake"))
      #expect(try client.readAnswer().status == 200)
    }
  }

  @Test("gets another Request-Id with each answer")
  func requestIDs() async throws {
    try await serving { socket in
      let client = try socket.client()
      var seen: Set<String> = []
      for _ in 0..<200 {
        try client.send(Self.get("/"))
        let id = try #require(try client.readAnswer().header("Request-Id"))
        #expect(id.count == 32 && id.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(seen.insert(id).inserted)
      }
    }
  }
}
