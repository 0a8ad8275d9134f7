import NIOCore
import NIOHTTP1

extension Connection {
  /// Whether the next answer may be begun: none is owed, the client takes what it is sent, and it is
  /// not others' turn.
  var canAnswer: Bool {
    stage == .serving && answering == nil && turnsLeft > 0
      && context?.channel.isWritable == true
  }

  func enqueue(_ turn: Turn) {
    if canAnswer, waiting.isEmpty, !isPumping { answer(turn) } else { waiting.append(turn) }
  }

  /// Answers what waits, as far as may be, then lets the client go on.
  func proceed() {
    guard !isPumping, let context else { return }
    isPumping = true
    while canAnswer, let turn = waiting.popFirst() { answer(turn) }
    isPumping = false
    sendContinueIfDue()
    outbox.flush(to: context)
    finishIfDone()
    resumeReading()
  }

  private func answer(_ turn: Turn) {
    guard let context else { return }
    takeTurn(on: context.eventLoop)
    switch turn {
    case .refusal(let refusal, let id, let isHEAD):
      let response = handler.response(to: refusal, requestID: id)
      write(response, id: id, isHEAD: isHEAD, persistence: .close, in: context)
      finish(lingering: true)
    case .request(let request):
      switch handler.handle(request, on: context.eventLoop) {
      case .now(let response):
        SensitiveBuffer.wipe(request.body)
        write(response, to: request.head, in: context)
      case .later(let future, let cancel):
        cancelAnswer = cancel
        awaitAnswer(future, for: request, in: context)
      }
    }
  }

  /// After the last one that is left, goes on when the event loop has come round.
  private func takeTurn(on loop: any EventLoop) {
    turnsLeft -= 1
    guard turnsLeft == 0 else { return }
    loop.assumeIsolated().execute {
      self.turnsLeft = self.limits.answersInTurn
      self.proceed()
    }
  }

  private func awaitAnswer(
    _ future: EventLoopFuture<HTTPResponse>, for request: HTTPRequest,
    in context: ChannelHandlerContext
  ) {
    answering = request.head
    let channel = context.channel
    connections?.hold(channel)
    future.hop(to: context.eventLoop).assumeIsolated().whenComplete { result in
      SensitiveBuffer.wipe(request.body)
      self.answering = nil
      self.cancelAnswer = nil
      self.connections?.letGo(channel)
      let response: HTTPResponse
      switch result {
      case .success(let answer): response = answer
      case .failure: response = self.handler.response(to: .handlerFailed, requestID: request.id)
      }
      // The client may have gone meanwhile.
      guard self.stage == .serving, let context = self.context else {
        if response.wipeAfterWrite { SensitiveBuffer.wipe(response.body) }
        return
      }
      self.write(response, to: request.head, in: context)
      self.proceed()
    }
  }

  private func write(
    _ response: HTTPResponse, to head: RequestHead, in context: ChannelHandlerContext
  ) {
    if let source = response.stream {
      deadlines.madeProgress(at: context.eventLoop.now)
      return beginStream(source, of: response, to: head, in: context)
    }
    let isLast = isLastAnswer(at: context.eventLoop.now)
    let persistence: ResponseWriter.Persistence =
      isLast ? .close : head.isHTTP11 ? .implied : .spelledOut
    write(
      response, id: head.id, isHEAD: head.method == .HEAD, persistence: persistence, in: context)
    // A request that was read whole leaves nothing to linger for, unless the client goes on without
    // waiting for the answer.
    if isLast { finish(lingering: leavesBodyUnread) }
  }

  private func write(
    _ response: HTTPResponse, id: RequestID, isHEAD: Bool,
    persistence: ResponseWriter.Persistence, in context: ChannelHandlerContext
  ) {
    deadlines.madeProgress(at: context.eventLoop.now)
    outbox.append(headOf: response, id: id, persistence: persistence)
    if isHEAD || !response.fixed.hasBody {
      if response.wipeAfterWrite { SensitiveBuffer.wipe(response.body) }
    } else {
      outbox.append(bodyOf: response, in: context)
    }
    // The channel has to know how much it has been given, for that is what holds us back.
    if outbox.isLarge { outbox.flush(to: context) }
  }

  /// Whether no request follows the one that is being answered, by the client's wish or by ours.
  func isLastAnswer(at now: NIODeadline) -> Bool {
    guard waiting.isEmpty, incoming == nil else { return false }
    return !acceptsInput || isDraining || deadlines.lifeIsOver(at: now)
  }
}
