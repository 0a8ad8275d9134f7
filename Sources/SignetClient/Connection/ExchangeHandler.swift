import NIOCore
import NIOHTTP1

/// One request and who waits for its answer.
struct Exchange: Sendable {
  let head: HTTPRequestHead
  let body: [UInt8]
  let onPiece: (@Sendable ([UInt8]) -> Void)?
  let largestAnswer: Int
  let timeout: TimeAmount
  let promise: EventLoopPromise<ClientResponse>
}

/// Turns exchanges into HTTP, one after the other. Whatever goes wrong fails the exchange's
/// promise, exactly once, and leaves the connection to be closed by who waits.
final class ExchangeHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = Exchange
  typealias OutboundOut = HTTPClientRequestPart

  private var exchange: Exchange?
  private var response: ClientResponse?
  private var expiry: Scheduled<Void>?

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let exchange = unwrapOutboundIn(data)
    self.exchange = exchange
    response = nil
    startTimer(context)
    context.write(wrapOutboundOut(.head(exchange.head)), promise: nil)
    if !exchange.body.isEmpty {
      let buffer = context.channel.allocator.buffer(bytes: exchange.body)
      context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }
    context.write(wrapOutboundOut(.end(nil)), promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let exchange else { return context.close(promise: nil) }
    startTimer(context)
    switch unwrapInboundIn(data) {
    case .head(let head):
      response = ClientResponse(status: Int(head.status.code), headers: head.headers, body: [])
    case .body(let buffer):
      guard let size = response?.body.count,
        size + buffer.readableBytes <= exchange.largestAnswer
      else { return fail(.answerTooLarge) }
      response?.body.append(contentsOf: buffer.readableBytesView)
      if response?.status == 200 { exchange.onPiece?(Array(buffer.readableBytesView)) }
    case .end:
      guard let response else { return fail(.notHTTP("the answer has no head")) }
      finish()
      exchange.promise.succeed(response)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    fail(response == nil ? .closedUnanswered : .closedWithin)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case let error as HTTPParserError where error != .invalidEOFState:
      fail(.notHTTP("the answer is not valid HTTP"))
    default: fail(response == nil ? .closedUnanswered : .closedWithin)
    }
    context.close(promise: nil)
  }

  private func startTimer(_ context: ChannelHandlerContext) {
    expiry?.cancel()
    guard let timeout = exchange?.timeout else { return }
    expiry = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) {
      self.fail(.timedOut)
    }
  }

  private func fail(_ error: ExchangeError) {
    let promise = exchange?.promise
    finish()
    promise?.fail(error)
  }

  private func finish() {
    expiry?.cancel()
    expiry = nil
    exchange = nil
    response = nil
  }
}
