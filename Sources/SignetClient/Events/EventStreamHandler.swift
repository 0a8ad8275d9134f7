import NIOCore
import NIOHTTP1
import SignetAPI

/// One request for a stream and the events of its answer. It reads from the socket only while
/// somebody waits for an event, so that a slow consumer holds no more than one piece of the body.
/// All of it happens on the channel's event loop.
final class EventStreamHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private enum Phase {
    case opening(EventLoopPromise<Void>)
    case refused(EventLoopPromise<Void>, ClientResponse)
    case streaming
    /// What is to be said once the events that have come are taken.
    case ended(ClientError?)
  }

  private let request: HTTPRequestHead
  private let path: String
  private let silence: TimeAmount
  private var phase: Phase
  private var reader = WatchedEventReader()
  private var events = CircularBuffer<WatchedEvent>()
  private var waiting = CircularBuffer<EventLoopPromise<WatchedEvent?>>()
  private var context: ChannelHandlerContext?
  private var expiry: Scheduled<Void>?

  /// `opened` is told when the daemon has begun to answer, or why it does not; `silence` is how long
  /// nothing may come while somebody waits.
  init(
    request: HTTPRequestHead, path: String, silence: TimeAmount, opened: EventLoopPromise<Void>
  ) {
    self.request = request
    self.path = path
    self.silence = silence
    phase = .opening(opened)
  }

  /// Milliseconds that the daemon asks to wait before the next stream.
  var retry: Int? { reader.retry }

  /// The next event; none at the clean end of the stream.
  func next(_ promise: EventLoopPromise<WatchedEvent?>) {
    waiting.append(promise)
    deliver()
    if !waiting.isEmpty { listen() }
  }

  /// Ends the stream; whoever waits is told that it has ended.
  func close() {
    end(nil)
  }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    context.write(wrapOutboundOut(.head(request)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    listen()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), phase) {
    case (.head(let head), .opening(let opened)):
      let type = head.headers.first(name: "Content-Type")?.prefix { $0 != ";" }
      if head.status == .ok, type == MediaType.events[...] {
        phase = .streaming
        opened.succeed()
      } else {
        let response = ClientResponse(
          status: Int(head.status.code), headers: head.headers, body: [])
        phase = .refused(opened, response)
      }
    case (.body(let buffer), .refused(let opened, var response)):
      response.body += buffer.readableBytesView
      guard response.body.count <= APILimits.body else {
        return end(.protocolViolation("the answer is no stream of events"))
      }
      phase = .refused(opened, response)
    case (.end, .refused(_, let response)):
      end(
        response.status == 200
          ? .protocolViolation("the answer is no stream of events")
          : SignetClient.failure(response))
    case (.body(let buffer), .streaming):
      do throws(ClientError) {
        events += try reader.events(adding: buffer.readableBytesView)
      } catch {
        return end(error)
      }
      deliver()
    case (.end, .streaming): end(nil)
    case (_, .opening): end(.protocolViolation("the answer has no head"))
    case (.head, _), (_, .ended): break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    expiry?.cancel()
    expiry = nil
    switch phase {
    case .opening, .refused: listen()
    case .streaming: if !waiting.isEmpty { listen() }
    case .ended: break
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    // Also of a channel that was never connected.
    end(.connectionLost(path: path))
    self.context = nil
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(.connectionLost(path: path))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case let error as HTTPParserError where error != .invalidEOFState:
      end(.protocolViolation("the answer is not valid HTTP"))
    default: end(.connectionLost(path: path))
    }
  }

  private func listen() {
    guard let context else { return }
    if case .ended = phase { return }
    if expiry == nil {
      expiry = context.eventLoop.assumeIsolated().scheduleTask(in: silence) {
        self.end(.timedOut(path: self.path))
      }
    }
    context.read()
  }

  private func deliver() {
    while !waiting.isEmpty {
      if !events.isEmpty {
        waiting.removeFirst().succeed(events.removeFirst())
      } else if case .ended(let error) = phase {
        // Told once; who asks again hears of the end.
        phase = .ended(nil)
        if let error {
          waiting.removeFirst().fail(error)
        } else {
          waiting.removeFirst().succeed(nil)
        }
      } else {
        return
      }
    }
  }

  private func end(_ error: ClientError?) {
    expiry?.cancel()
    expiry = nil
    let last = phase
    if case .ended = last { return }
    phase = .ended(error)
    switch last {
    case .opening(let opened), .refused(let opened, _):
      opened.fail(error ?? .connectionLost(path: path))
    case .streaming, .ended: break
    }
    deliver()
    context?.close(promise: nil)
  }
}
