import NIOCore
import NIOEmbedded
import NIOHTTP1
import SignetAPI
import Testing

@testable import SignetClient

@Suite("the silence of a stream") struct StreamSilenceTests {
  private let loop = EmbeddedEventLoop()
  private let opened: EventLoopPromise<Void>
  private let handler: EventStreamHandler
  private let channel: EmbeddedChannel

  init() throws {
    opened = loop.makePromise()
    handler = EventStreamHandler(
      request: HTTPRequestHead(version: .http1_1, method: .GET, uri: "/v1/events"),
      path: "/run/a", silence: .seconds(30), opened: opened)
    channel = EmbeddedChannel(handler: handler, loop: loop)
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/run/a"), promise: nil)
  }

  private func receive(_ part: HTTPClientResponsePart) throws {
    try channel.writeInbound(part)
  }

  private func begin() throws {
    try receive(
      .head(
        HTTPResponseHead(
          version: .http1_1, status: .ok, headers: ["Content-Type": MediaType.events])))
    try outcome(of: opened.futureResult)
    try receive(.body(ByteBuffer(string: EventStreamTests.hello)))
  }

  /// What is there by now: nobody could come to wait for it, for time stands still.
  private func outcome<Value: Sendable>(of future: EventLoopFuture<Value>) throws -> Value {
    var outcome: Result<Value, any Error>?
    future.assumeIsolated().whenComplete { outcome = $0 }
    return try #require(outcome, "nothing was said").get()
  }

  private func next() -> EventLoopFuture<WatchedEvent?> {
    let promise = loop.makePromise(of: WatchedEvent?.self)
    handler.next(promise)
    return promise.futureResult
  }

  @Test("counts from the last byte that came, and ends with a time-out after what had come")
  func silence() throws {
    try begin()
    #expect(try outcome(of: next()) == EventStreamTests.helloEvent)
    let more = next()
    loop.advanceTime(by: .seconds(29))
    try receive(.body(ByteBuffer(string: ": \n\n")))
    loop.advanceTime(by: .seconds(29))
    #expect(channel.isActive)
    loop.advanceTime(by: .seconds(1))
    #expect(!channel.isActive)
    #expect(throws: ClientError.timedOut(path: "/run/a")) { try outcome(of: more) }
    #expect(try outcome(of: next()) == nil)
  }

  @Test("is not counted while nobody waits")
  func unread() throws {
    try begin()
    loop.advanceTime(by: .hours(1))
    #expect(try outcome(of: next()) == EventStreamTests.helloEvent)
    #expect(channel.isActive)
  }

  @Test("before the answer begins is a time-out, too")
  func unopened() throws {
    loop.advanceTime(by: .seconds(30))
    #expect(throws: ClientError.timedOut(path: "/run/a")) {
      try outcome(of: opened.futureResult)
    }
  }
}
