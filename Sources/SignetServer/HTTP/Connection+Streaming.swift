import NIOCore

extension Connection {
  /// Writes the head of an answer that is a stream, and begins it.
  func beginStream(
    _ source: StreamSource, of response: HTTPResponse, to head: RequestHead,
    in context: ChannelHandlerContext
  ) {
    let coding: BodyCoding = head.isHTTP11 ? .chunked : .closeDelimited
    if coding == .closeDelimited { abandonInput() }
    let isLast = isLastAnswer(at: context.eventLoop.now)
    outbox.append(
      headOf: response, id: head.id, persistence: isLast ? .close : .implied, coding: coding)
    if head.method == .HEAD {
      outbox.flush(to: context)
      if isLast { finish(lingering: leavesBodyUnread) }
      return
    }
    answering = head
    let loop = context.eventLoop
    // The stream may outlive the connection by a moment, and its wake-ups then wake nobody.
    let stream = source(loop) { [weak self] in self?.pumpStream() }
    streaming = StreamedAnswer(stream, coding: coding)
    // Also where there is nothing to say yet: the client waits for the head.
    outbox.flush(to: context)
    pumpStream()
    // It was asked for before the daemon began to stop: its first words still go out.
    if isDraining { endStream() }
  }

  /// Nothing can be answered behind a body that ends with the connection.
  private func abandonInput() {
    acceptsInput = false
    incoming?.discard()
    incoming = nil
    discardWaiting()
  }

  /// Sends what the stream has, one piece after the other, each when the one before is with the
  /// kernel.
  func pumpStream() {
    guard let answer = streaming, !answer.isPumping, stage == .serving else { return }
    answer.isPumping = true
    defer { answer.isPumping = false }
    var piecesLeft = limits.answersInTurn
    var buffer = ByteBuffer()
    while streaming === answer, !answer.isWriting, let context {
      guard piecesLeft > 0 else {
        // The others of this event loop have their turn.
        return context.eventLoop.assumeIsolated().execute { self.pumpStream() }
      }
      piecesLeft -= 1
      buffer.clear()
      let step = answer.stream.next(into: &buffer)
      if buffer.readableBytes > 0 { write(buffer, of: answer, in: context) }
      switch step {
      case .more: continue
      // Asked again when this piece is written: a wake-up meanwhile is not lost.
      case .waiting: return
      case .ended: return endStream()
      }
    }
  }

  private func write(
    _ piece: ByteBuffer, of answer: StreamedAnswer, in context: ChannelHandlerContext
  ) {
    answer.isWriting = true
    deadlines.beginWriting(at: context.eventLoop.now)
    outbox.append(piece, as: answer.coding)
    outbox.finish(to: context) {
      answer.isWriting = false
      guard self.streaming === answer, let context = self.context else { return }
      self.deadlines.endWriting(at: context.eventLoop.now)
      self.pumpStream()
    }
  }

  /// Ends the stream as its reader expects it, then goes on with what waits behind it.
  func endStream() {
    guard let answer = streaming, let context, stage == .serving else { return }
    streaming = nil
    answering = nil
    answer.stream.closed()
    deadlines.endWriting(at: context.eventLoop.now)
    outbox.append(endOf: answer.coding)
    guard isLastAnswer(at: context.eventLoop.now) else { return proceed() }
    // A reader that has stopped reading is not waited for as others are.
    let patience = isDraining ? limits.firstRequestTime : limits.writeTime
    finish(lingering: false, within: answer.isWriting ? patience : nil)
  }

  /// The channel has gone, and with it the stream's reader.
  func dropStream() {
    let answer = streaming
    streaming = nil
    answer?.stream.closed()
  }
}
