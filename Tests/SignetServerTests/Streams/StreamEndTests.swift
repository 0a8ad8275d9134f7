import Glibc
import NIOCore
import Testing

@testable import SignetServer

@Suite("The end of a streamed answer")
struct StreamEndTests {
  static let request = StreamTests.request
  static let flood = "GET /flood HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test("is clean and at once when the server stops, and what waits behind it is answered")
  func stop() async throws {
    let handler = StreamHandler()
    try await serving(handler) { socket in
      let plain = try socket.client()
      try plain.send(Self.request)
      _ = try plain.readHead()
      let busy = try socket.client()
      try busy.send(Self.request + StreamTests.other)
      _ = try busy.readHead()
      _ = try handler.stream(1)
      async let stopped: Void = socket.server.shutdown(within: .seconds(60))
      #expect(try plain.readToEnd() == "0\r\n\r\n")
      #expect(try busy.readChunk() == "")
      #expect(try busy.readAnswer().header("Connection") == "close")
      #expect(try busy.isAtEnd())
      await stopped
      for stream in handler.streams { #expect(stream.closedCount == 1) }
    }
  }

  @Test("does not wait long for a client that never reads when the server stops")
  func stopWithSlowReader() async throws {
    let handler = StreamHandler()
    try await serving(handler) {
      $0.firstRequestTime = .milliseconds(500)
    } _: { socket in
      let client = try socket.client()
      try client.send(Self.flood)
      #expect(try untilStill(handler.stream()) > 0)
      // Bounded by the connection's own patience, for the server would wait longer.
      await socket.server.shutdown(within: .minutes(10))
      #expect(try handler.stream().closedCount == 1)
    }
  }

  @Test("comes when the connection has lived long enough")
  func life() async throws {
    let handler = StreamHandler()
    try await serving(handler) {
      $0.connectionLife = .seconds(1)
    } _: { socket in
      let client = try socket.client()
      try client.send(Self.request)
      _ = try client.readHead()
      #expect(try client.readToEnd() == "0\r\n\r\n")
      #expect(try handler.stream().closedCount == 1)
    }
  }

  @Test("does not come for want of anything to say")
  func idle() async throws {
    let handler = StreamHandler()
    try await serving(handler) {
      $0.idleTime = .milliseconds(200)
      $0.requestTime = .milliseconds(200)
    } _: { socket in
      let (client, stream) = try handler.open(on: socket)
      try await Task.sleep(for: .milliseconds(600))
      stream.feed("still there")
      #expect(try client.readChunk() == "still there")
    }
  }

  @Test("comes for a client that does not take what it is sent in time")
  func slowReader() async throws {
    let handler = StreamHandler()
    try await serving(handler) {
      $0.writeTime = .milliseconds(100)
    } _: { socket in
      let client = try socket.client()
      try client.send(Self.flood)
      #expect(try handler.stream().waitUntilClosed())
      #expect(socket.waitForConnections(0))
      // What the kernel had taken is there; the end of the body is not.
      #expect(try !client.readToEnd().hasSuffix("0\r\n\r\n"))
    }
  }

  /// Waits until the connection asks for no more, and says how much it has asked for.
  private func untilStill(_ stream: FedStream) throws -> Int {
    var last = -1
    for _ in 0..<600 {
      let now = stream.sentBytes
      if now > 0, now == last { return now }
      last = now
      usleep(100_000)
    }
    return last
  }
}
