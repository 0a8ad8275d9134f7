import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import SignetTestProcesses
import Synchronization

/// An HTTP server on a real Unix socket that answers as a test tells it.
final class StubDaemon: Sendable {
  struct Request: Sendable {
    var connection: Int
    var head: HTTPRequestHead
    var body: [UInt8]

    func header(_ name: String) -> String? { head.headers.first(name: name) }
  }

  enum Reaction: Sendable {
    case answer(Int, [(String, String)] = [], after: TimeAmount = .zero, String = "{}")
    /// The head and a piece of the body, and then the connection is closed.
    case half(String)
    case close
    /// An answer, after which the connection is closed without a word of it in the header.
    case answerAndClose(String)
    case silence
    /// A stream of events in these pieces, and what comes after.
    case events([String], StreamEnd)
    case raw(String)
  }

  enum StreamEnd: Sendable {
    case clean, cut, open
  }

  let path: String
  let folder: TemporaryFolder
  private let channel: any Channel
  private let seen = Mutex<[Request]>([])

  var requests: [Request] { seen.withLock { $0 } }

  init(_ react: @escaping @Sendable (Request) -> Reaction) async throws {
    folder = try TemporaryFolder()
    path = folder.path + "/signet.sock"
    let count = Mutex(0)
    let holder = Holder()
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        let connection = count.withLock { count in
          count += 1
          return count
        }
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withErrorHandling: false)
          try channel.pipeline.syncOperations.addHandler(
            StubHandler(connection: connection) { request in
              holder.note(request)
              return react(request)
            })
        }
      }
      .bind(unixDomainSocketPath: path).get()
    holder.set { [weak self] request in self?.seen.withLock { $0.append(request) } }
  }

  func stop() async throws {
    try await channel.close()
  }

  /// Hands the requests to the daemon, which is not yet there when its server is made.
  private final class Holder: Sendable {
    private let body = Mutex<(@Sendable (Request) -> Void)?>(nil)

    func set(_ body: @escaping @Sendable (Request) -> Void) {
      self.body.withLock { $0 = body }
    }

    func note(_ request: Request) {
      body.withLock { $0 }?(request)
    }
  }
}

private final class StubHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let connection: Int
  private let react: (StubDaemon.Request) -> StubDaemon.Reaction
  private var request: StubDaemon.Request?

  init(connection: Int, react: @escaping (StubDaemon.Request) -> StubDaemon.Reaction) {
    self.connection = connection
    self.react = react
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      request = StubDaemon.Request(connection: connection, head: head, body: [])
    case .body(let buffer):
      request?.body.append(contentsOf: buffer.readableBytesView)
    case .end:
      if let request { perform(react(request), context) }
    }
  }

  private func perform(_ reaction: StubDaemon.Reaction, _ context: ChannelHandlerContext) {
    switch reaction {
    case .answer(let status, let headers, let delay, let body):
      context.eventLoop.assumeIsolated().scheduleTask(in: delay) {
        self.write(status, headers, body, announcing: body.utf8.count, context)
      }
    case .answerAndClose(let body):
      write(200, [], body, announcing: body.utf8.count, context)
      context.close(promise: nil)
    case .half(let body):
      write(200, [], body, announcing: body.utf8.count + 1, context)
      context.close(promise: nil)
    case .close:
      context.close(promise: nil)
    case .silence:
      break
    case .events(let pieces, let end):
      let head = HTTPResponseHead(
        version: .http1_1, status: .ok, headers: ["Content-Type": "text/event-stream"])
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      for piece in pieces {
        context.writeAndFlush(
          wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: piece)))), promise: nil)
      }
      switch end {
      case .clean: context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      case .cut: context.close(promise: nil)
      case .open: context.flush()
      }
    case .raw(let text):
      // Past the encoder, so that it can be anything.
      context.pipeline.context(handlerType: HTTPResponseEncoder.self).assumeIsolated()
        .whenSuccess { $0.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil) }
    }
  }

  private func write(
    _ status: Int, _ headers: [(String, String)], _ body: String, announcing length: Int,
    _ context: ChannelHandlerContext
  ) {
    var fields = HTTPHeaders(headers)
    fields.add(name: "Content-Length", value: String(length))
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let buffer = ByteBuffer(string: body)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    if length == body.utf8.count {
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
