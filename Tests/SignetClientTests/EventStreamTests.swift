import SignetAPI
import SignetClient
import Testing

@Suite("the client's stream of events") struct EventStreamTests {
  static let hello = """
    event: hello\nid: e.4\nretry: 1000\n\
    data: {"lease":"ls_1","leaseSeconds":60,"epoch":"e","revision":4}\n\n
    """
  static let keys = "event: keys\nid: e.5\ndata: {\"workspace\":\"acme\",\"revision\":5}\n\n"

  static let helloEvent = WatchedEvent(
    id: EventID(epoch: "e", revision: 4),
    event: .hello(Hello(lease: "ls_1", leaseSeconds: 60, epoch: "e", revision: 4)))
  static let keysEvent = WatchedEvent(
    id: EventID(epoch: "e", revision: 5),
    event: .keys(KeysChange(workspace: "acme", revision: 5)))

  private func events(
    _ pieces: [String], _ end: StubDaemon.StreamEnd, silence: Duration = .seconds(120)
  ) async throws -> (events: [WatchedEvent], error: ClientError?, path: String) {
    var events: [WatchedEvent] = []
    var ending: ClientError?
    var path = ""
    try await Stub { _ in .events(pieces, end) }.run { client, daemon in
      path = daemon.path
      do throws(ClientError) {
        let stream = try await client.watchEvents(silence: silence)
        for try await event in stream { events.append(event) }
      } catch {
        ending = error
      }
    }
    return (events, ending, path)
  }

  @Test("gives what the daemon says, and ends where it ends it")
  func clean() async throws {
    let seen = try await events([Self.hello + Self.keys, ": \n\n"], .clean)
    #expect(seen.events == [Self.helloEvent, Self.keysEvent])
    #expect(seen.error == nil)
  }

  @Test("does not mind where the pieces are cut")
  func cut() async throws {
    let seen = try await events((Self.hello + Self.keys).map(String.init), .clean)
    #expect(seen.events == [Self.helloEvent, Self.keysEvent])
  }

  @Test("leaves out events that a newer daemon adds")
  func unknown() async throws {
    let newer = "event: weather\nid: e.5\ndata: rain\n\n"
    let seen = try await events([Self.hello, newer, Self.keys], .clean)
    #expect(seen.events == [Self.helloEvent, Self.keysEvent])
  }

  @Test("that is cut off is a lost connection, after what had come")
  func lost() async throws {
    let seen = try await events([Self.hello], .cut)
    #expect(seen.events == [Self.helloEvent])
    #expect(seen.error == .connectionLost(path: seen.path))
  }

  @Test("that falls silent is dead")
  func silent() async throws {
    let seen = try await events([Self.hello], .open, silence: .milliseconds(100))
    // Where the machine is busy the hello itself may be too late. That what had come is told first is
    // in StreamSilenceTests, whose time stands still.
    #expect([Self.helloEvent].starts(with: seen.events))
    #expect(seen.error == .timedOut(path: seen.path))
  }

  @Test(
    "is held to what the API says",
    arguments: [
      (keys, "the stream does not begin with its one hello"),
      (hello + hello, "the stream does not begin with its one hello"),
      (
        hello + "event: keys\nid\ndata: {\"workspace\":\"a\",\"revision\":5}\n\n",
        "an event of the stream has no id"
      ),
      (
        hello + "event: keys\ndata: {\"workspace\":\"a\"}\n\n",
        "the event keys is not what this client expects at \"/revision\": "
          + "the member revision is required"
      ),
    ])
  func violations(text: String, detail: String) async throws {
    let seen = try await events([text], .open)
    #expect(seen.error == .protocolViolation(detail))
  }

  @Test("says who asks, for what, in whose place and from where on")
  func request() async throws {
    try await Stub { _ in .events([Self.hello], .clean) }.run { client, daemon in
      let stream = try await client.watchEvents(
        WatchRequest(
          verifier: "chat 1", workspaces: ["a", "b:c"], replacing: "ls_0",
          after: EventID(epoch: "e", revision: 3)))
      for try await _ in stream {}
      let request = try #require(daemon.requests.first)
      #expect(request.head.uri == "/v1/events?verifier=chat%201&workspace=a&workspace=b:c")
      #expect(request.header("Signet-Lease") == "ls_0")
      #expect(request.header("Last-Event-ID") == "e.3")
      #expect(await stream.reconnectDelay() == .seconds(1))
    }
  }

  @Test("that is refused says why")
  func refused() async throws {
    let body = #"{"code":"invalid_parameter","detail":"name yourself","status":400,"title":"t"}"#
    try await Stub { _ in .answer(400, [("Request-Id", "r1")], body) }.run { client, _ in
      let error = await failure { () throws(ClientError) in try await client.watchEvents() }
      guard case .problem(let problem) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(problem.knownCode == .invalidParameter)
      #expect(problem.requestID == "r1")
    }
  }

  @Test("is no other answer")
  func otherAnswer() async throws {
    try await Stub { _ in .answer(200, [], statusBody) }.run { client, _ in
      let error = await failure { () throws(ClientError) in try await client.watchEvents() }
      #expect(error == .protocolViolation("the answer is no stream of events"))
    }
  }

  @Test("to a socket that is not there is unreachable")
  func unreachable() async {
    let client = SignetClient(
      ClientConfiguration(socketPath: "/nowhere/signet.sock", role: .verifier))
    let error = await failure { () throws(ClientError) in try await client.watchEvents() }
    #expect(error == .unreachable(path: "/nowhere/signet.sock", errno: 2))
  }

  @Test("ends for the task that waits for it when that is cancelled")
  func cancelled() async throws {
    try await Stub { _ in .events([Self.hello], .open) }.run { client, _ in
      let stream = try await client.watchEvents()
      let (told, teller) = AsyncStream.makeStream(of: Void.self)
      let task = Task {
        var count = 0
        for try await _ in stream {
          count += 1
          teller.yield()
        }
        return count
      }
      for await _ in told.prefix(1) { task.cancel() }
      #expect(try await task.value == 1)
      await stream.close()
    }
  }

  @Test("leaves the client's other calls alone")
  func beside() async throws {
    try await Stub {
      $0.head.uri.hasPrefix("/v1/events")
        ? .events([Self.hello], .open) : .answer(200, [], statusBody)
    }.run { client, daemon in
      let stream = try await client.watchEvents()
      _ = try await client.showStatus()
      #expect(daemon.requests.map(\.connection) == [1, 2])
      await stream.close()
    }
  }
}
