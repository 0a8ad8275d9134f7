import Glibc
import SignetAPI
import SignetClient
import Synchronization
import Testing

@Suite struct ConnectionTests {
  @Test("calls share one connection")
  func keepAlive() async throws {
    try await Stub { _ in .answer(200, [], statusBody) }.run { client, daemon in
      for _ in 0..<3 { _ = try await client.showStatus() }
      #expect(daemon.requests.map(\.connection) == [1, 1, 1])
    }
  }

  @Test("calls at the same time take turns on one connection")
  func turns() async throws {
    try await Stub { _ in .answer(200, [], statusBody) }.run { client, daemon in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<20 { group.addTask { _ = try await client.showStatus() } }
        try await group.waitForAll()
      }
      #expect(daemon.requests.map(\.connection) == Array(repeating: 1, count: 20))
    }
  }

  @Test("a kept connection that the daemon closed meanwhile is replaced")
  func replaced() async throws {
    try await Stub { _ in .answerAndClose(statusBody) }.run { client, daemon in
      for _ in 0..<5 { _ = try await client.showStatus() }
      #expect(daemon.requests.map(\.connection) == [1, 2, 3, 4, 5])
    }
  }

  @Test("a request on a kept connection that closes unanswered is sent once more, not twice")
  func sentOnceMore() async throws {
    try await Stub {
      $0.connection == 1 && $0.head.uri == "/v1/status"
        ? .answer(200, [], statusBody) : .close
    }.run { client, daemon in
      _ = try await client.showStatus()
      let error = await failure { () throws(ClientError) in
        try await client.showSettings("a")
      }
      #expect(error == .connectionLost(path: daemon.path))
      #expect(daemon.requests.map(\.connection) == [1, 1, 2])
    }
  }

  @Test("what was sent on a connection that died is not called unreachable")
  func sentAndGone() async throws {
    let path = Mutex("")
    try await Stub {
      if $0.head.uri == "/v1/status" { return .answer(200, [], statusBody) }
      _ = path.withLock { unlink($0) }
      return .close
    }.run { client, daemon in
      path.withLock { $0 = daemon.path }
      _ = try await client.showStatus()
      let error = await failure { () throws(ClientError) in
        try await client.showSettings("a")
      }
      #expect(error == .connectionLost(path: daemon.path))
      #expect(daemon.requests.count == 2)
    }
  }

  @Test("a path where nothing is, is unreachable")
  func nothingThere() async {
    let client = SignetClient(
      ClientConfiguration(socketPath: "/nowhere/signet.sock", role: .admin))
    let error = await failure { () throws(ClientError) in try await client.showStatus() }
    #expect(error == .unreachable(path: "/nowhere/signet.sock", errno: ENOENT))
  }

  // One that never listened: a program that is started meanwhile holds a copy of a closed one for
  // a moment, and lets connect whoever comes then.
  @Test("a socket on which nobody listens refuses")
  func refused() async throws {
    let socket = try UnservedSocket()
    let client = SignetClient(ClientConfiguration(socketPath: socket.path, role: .admin))
    let error = await failure { () throws(ClientError) in try await client.showStatus() }
    #expect(error == .unreachable(path: socket.path, errno: ECONNREFUSED))
  }

  @Test("a path too long for a socket is said to be so")
  func tooLong() async {
    let path = "/" + String(repeating: "a", count: 200)
    let client = SignetClient(ClientConfiguration(socketPath: path, role: .admin))
    let error = await failure { () throws(ClientError) in try await client.showStatus() }
    #expect(error == .unreachable(path: path, errno: ENAMETOOLONG))
  }

  @Test("silence ends with the time-out")
  func silence() async throws {
    try await Stub { _ in .silence }.run(timeout: .milliseconds(100)) { client, daemon in
      let error = await failure { () throws(ClientError) in try await client.showStatus() }
      #expect(error == .timedOut(path: daemon.path))
    }
  }

  @Test("a daemon that goes away before its answer leaves the outcome unknown")
  func goesAway() async throws {
    try await Stub { _ in .close }.run { client, daemon in
      let error = await failure { () throws(ClientError) in try await client.showStatus() }
      #expect(error == .connectionLost(path: daemon.path))
    }
  }

  @Test("half an answer is none")
  func half() async throws {
    try await Stub { _ in .half(statusBody) }.run { client, daemon in
      let error = await failure { () throws(ClientError) in try await client.showStatus() }
      #expect(error == .connectionLost(path: daemon.path))
    }
  }

  @Test("an answer at the bound is read, one byte more is refused, and the next call works")
  func oversized() async throws {
    let size = statusBody.utf8.count
    try await Stub { .answer(200, [], $0.connection == 1 ? statusBody + " " : statusBody) }.run(
      largestAnswer: size
    ) { client, daemon in
      let error = await failure { () throws(ClientError) in try await client.showStatus() }
      #expect(error == .protocolViolation("the answer is larger than \(size) bytes"))
      _ = try await client.showStatus()
      #expect(daemon.requests.map(\.connection) == [1, 2])
    }
  }

  @Test("what is not HTTP is refused", arguments: ["SSH-2.0-OpenSSH\r\n", "HTTP/1.1 abc\r\n\r\n"])
  func notHTTP(text: String) async throws {
    try await Stub { _ in .raw(text) }.run(timeout: .seconds(60)) { client, _ in
      let error = await failure { () throws(ClientError) in try await client.showStatus() }
      #expect(error == .protocolViolation("the answer is not valid HTTP"))
    }
  }
}
