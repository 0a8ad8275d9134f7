import NIOCore
import NIOHTTP1

/// One client's connection: requests in, answers out, in order and one at a time.
///
/// It lives on one event loop. Its parts are apart by concern: receiving, answering, streaming,
/// deadlines, closing.
final class Connection: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = Never
  typealias OutboundOut = ByteBuffer

  /// Something to be answered, in its turn.
  enum Turn {
    case request(HTTPRequest)
    case refusal(EngineRefusal, RequestID, isHEAD: Bool)
  }

  enum Stage {
    case serving
    /// The last answer is on its way to the kernel.
    case finishing
    /// We have shut our side and read on only so that the client sees the answer.
    case lingering
    case closed
  }

  let peer: Peer
  let handler: any RequestHandler
  let limits: ServerLimits
  let ids: RequestIDSource
  /// Where the connection is counted; nil for one above the limits.
  let connections: ConnectionTable?
  /// Set for a connection above the limits: it gets this answer and no other.
  private let opening: EngineRefusal?

  var context: ChannelHandlerContext?
  var stage = Stage.serving
  /// Whether what the client sends is still read as requests.
  var acceptsInput: Bool
  /// The client has shut its side. It can still be waiting for answers.
  var peerEnded = false
  var isDraining = false
  /// Whether anything was ever received.
  var hasBeenAsked = false
  /// The last request is answered without its body, which may still be coming.
  var leavesBodyUnread = false
  /// The channel wanted to read while a request was in progress.
  var readHeld = false
  var incoming: IncomingRequest?
  var waiting = CircularBuffer<Turn>(initialCapacity: 1)
  /// The request whose answer the handler still owes.
  var answering: RequestHead?
  /// Tells the handler that nobody waits for that answer any more.
  var cancelAnswer: (@Sendable () -> Void)?
  /// The answer to it that is being sent, where it is a stream.
  var streaming: StreamedAnswer?
  var isPumping = false
  /// Answers that may be given before the other connections of the event loop have their turn.
  var turnsLeft: Int
  let outbox = Outbox()
  var deadlines: ConnectionDeadlines
  var timer: Scheduled<Void>?

  init(
    peer: Peer, handler: any RequestHandler, limits: ServerLimits, ids: RequestIDSource,
    now: NIODeadline, countedIn connections: ConnectionTable?,
    refusing opening: EngineRefusal? = nil
  ) {
    self.peer = peer
    self.handler = handler
    self.limits = limits
    self.ids = ids
    self.connections = connections
    self.opening = opening
    acceptsInput = opening == nil
    turnsLeft = limits.answersInTurn
    deadlines = ConnectionDeadlines(limits: limits, now: now)
  }

  /// Puts the parser and a connection into a channel's pipeline. On the channel's event loop.
  static func install(_ connection: Connection, in channel: any Channel) throws {
    var parserLimits = NIOHTTPDecoderLimitConfiguration()
    parserLimits.maxHeaderFieldSize = connection.limits.headerBytes
    parserLimits.maxHeaderListSize = connection.limits.headerBytes
    parserLimits.maxHeaderFieldCount = connection.limits.headerFields
    let decoder = HTTPRequestDecoder(limitConfiguration: parserLimits)
    try channel.pipeline.syncOperations.addHandlers(
      Intake(connection), ByteToMessageHandler(decoder), connection)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { channelActive(context: context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { end() }

  func channelActive(context: ChannelHandlerContext) {
    scheduleTimer()
    if let opening { refuse(opening, head: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) { end() }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed: inputEnded()
    case is ChannelShouldQuiesceEvent: drain()
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard context.channel.isWritable else { return }
    deadlines.madeProgress(at: context.eventLoop.now)
    proceed()
  }
}
