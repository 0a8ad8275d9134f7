import Glibc
import NIOCore
import NIOHTTP1
import SignetServer
import Synchronization

/// Answers `/stream` with a stream that the test feeds, `/flood` with one that never ends, and all
/// else at once.
final class StreamHandler: RequestHandler {
  private let opened = Mutex<[FedStream]>([])
  private let floodSize: Int

  /// - Parameter floodSize: bytes of each piece of a flood.
  init(floodSize: Int = 4096) { self.floodSize = floodSize }

  func handle(_ request: HTTPRequest, on loop: any EventLoop) -> HTTPReply {
    guard request.path == "/stream" || request.path == "/flood" else {
      return .now(EchoHandler.echo(request))
    }
    let flood = request.path == "/flood" ? String(repeating: "f", count: floodSize) : nil
    let template = ResponseTemplate(status: .ok, contentType: "text/plain")
    return .now(
      HTTPResponse(template) { loop, wake in
        let stream = FedStream(on: loop, flood: flood, wake: wake)
        self.opened.withLock { $0.append(stream) }
        return stream
      })
  }

  /// A client whose stream has begun, and that stream.
  func open(on socket: ServedSocket) throws -> (client: RawClient, stream: FedStream) {
    let place = streams.count
    let client = try socket.client()
    try client.send(StreamTests.request)
    _ = try client.readHead()
    return (client, try stream(place))
  }

  /// Streams that were begun, in that order.
  var streams: [FedStream] { opened.withLock { $0 } }

  /// Waits for the stream of that place.
  func stream(_ place: Int = 0) throws -> FedStream {
    for _ in 0..<60_000 {
      if let stream = streams.dropFirst(place).first { return stream }
      usleep(1_000)
    }
    throw RawClient.Failure(step: "stream", code: 0)
  }
}

/// A stream whose pieces come from the test.
// SAFETY: what the test's threads touch is in the mutex; `wake` is called on the loop alone.
final class FedStream: ResponseStream, @unchecked Sendable {
  private struct State {
    var pieces: [String] = []
    var isEnded = false
    var closedCount = 0
    var sentBytes = 0
  }

  private let state = Mutex(State())
  private let loop: any EventLoop
  private let flood: String?
  private let wake: () -> Void

  init(on loop: any EventLoop, flood: String?, wake: @escaping () -> Void) {
    self.loop = loop
    self.flood = flood
    self.wake = wake
  }

  func next(into buffer: inout ByteBuffer) -> StreamStep {
    loop.preconditionInEventLoop()
    return state.withLock { state in
      if let flood {
        buffer.writeString(flood)
        state.sentBytes += flood.utf8.count
        return .more
      }
      if !state.pieces.isEmpty {
        buffer.writeString(state.pieces.removeFirst())
        state.sentBytes += buffer.readableBytes
      }
      guard state.pieces.isEmpty else { return .more }
      return state.isEnded ? .ended : .waiting
    }
  }

  func closed() { state.withLock { $0.closedCount += 1 } }

  /// Hands it pieces, then the end if `ending`.
  func feed(_ pieces: String..., ending: Bool = false) {
    state.withLock { state in
      state.pieces += pieces
      state.isEnded = ending
    }
    loop.execute { self.wake() }
  }

  /// Bytes that the connection has asked for so far.
  var sentBytes: Int { state.withLock { $0.sentBytes } }
  /// How often it was told that it is not read any more.
  var closedCount: Int { state.withLock { $0.closedCount } }

  /// Waits until it was told so.
  func waitUntilClosed() -> Bool {
    for _ in 0..<60_000 {
      if closedCount > 0 { return true }
      usleep(1_000)
    }
    return false
  }
}
