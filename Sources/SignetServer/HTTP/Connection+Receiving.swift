import NIOCore
import NIOHTTP1

extension Connection {
  /// Bytes have come, and the parser is about to see them.
  func bytesArrived() {
    guard let context else { return }
    deadlines.receivedBytes(at: context.eventLoop.now)
    guard !hasBeenAsked || isDraining, stage == .serving else { return }
    hasBeenAsked = true
    // A request in time, after all.
    if isDraining, acceptsInput {
      deadlines.stayOpen()
      scheduleTimer()
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    guard acceptsInput else {
      if case .body(let bytes) = part { SensitiveBuffer.wipe(bytes) }
      return
    }
    switch part {
    case .head(let head): begin(head, at: context.eventLoop.now)
    case .body(let bytes): receive(bytes)
    case .end: complete()
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) { outbox.flush(to: context) }

  private func begin(_ parsed: NIOHTTP1.HTTPRequestHead, at now: NIODeadline) {
    deadlines.receivedBytes(at: now)
    let inspection = HeadInspection(parsed)
    let head = RequestHead(
      id: ids.next(), peer: peer, method: parsed.method, target: parsed.uri,
      headers: parsed.headers,
      // The parser stops at what could be another protocol; we speak no other, so it is answered
      // as if nothing had been asked, and the connection ends.
      keepsAlive: parsed.isKeepAlive && !inspection.isUpgrade,
      isHTTP11: parsed.version.minor >= 1)
    if let refusal = inspection.refusal { return refuse(refusal, head: head) }
    do throws(EngineRefusal) {
      let limit = handler.bodyLimit(for: head, default: limits.bodyBytes)
      incoming = try IncomingRequest(
        head: head, bodyLimit: limit, inspection: inspection, budget: connections?.bodies)
      sendContinueIfDue()
    } catch {
      refuse(error, head: head)
    }
  }

  private func receive(_ bytes: ByteBuffer) {
    guard let head = incoming?.head else { return }
    do throws(EngineRefusal) {
      try incoming?.append(bytes)
    } catch {
      refuse(error, head: head)
    }
  }

  private func complete() {
    guard let request = incoming?.complete() else { return }
    incoming = nil
    deadlines.receivedRequest()
    if !request.head.keepsAlive || waiting.count + 1 >= limits.waitingRequests {
      acceptsInput = false
    }
    enqueue(.request(request))
  }

  /// Answers with a refusal when its turn has come, and reads no request after it.
  func refuse(_ refusal: EngineRefusal, head: RequestHead?) {
    incoming?.discard()
    let head = head ?? incoming?.head
    incoming = nil
    acceptsInput = false
    deadlines.receivedRequest()
    // What is not served here is that first of all, whatever else is wrong with the request.
    if let head, !refusal.isMalformation, !handler.serves(head) {
      leavesBodyUnread = true
      enqueue(.request(HTTPRequest(head: head, body: ByteBuffer(), allowance: nil)))
    } else {
      enqueue(.refusal(refusal, head?.id ?? ids.next(), isHEAD: head?.method == .HEAD))
    }
  }

  /// Tells a client that waits for it to send the body, once all before it are answered.
  func sendContinueIfDue() {
    guard incoming?.awaitsContinue == true, canAnswer, waiting.isEmpty else { return }
    incoming?.didSendContinue()
    outbox.append(ResponseWriter.goOn)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else {
      // Left-over bytes are no news when none are wanted; anything else is a dead socket.
      if !(error is ByteToMessageDecoderError) { context.close(promise: nil) }
      return
    }
    guard acceptsInput else { return }
    switch error {
    case .headerOverflow: refuse(.headerTooLarge(limit: limits.headerBytes), head: nil)
    case .invalidEOFState: refuse(.malformedRequest(.truncated), head: nil)
    default: refuse(.malformedRequest(.syntax), head: nil)
    }
    outbox.flush(to: context)
  }

  // MARK: Back-pressure

  func read(context: ChannelHandlerContext) {
    if mayRead { context.read() } else { readHeld = true }
  }

  private var mayRead: Bool {
    switch stage {
    case .serving: acceptsInput && canAnswer && waiting.isEmpty
    case .lingering: true
    case .finishing, .closed: false
    }
  }

  /// Reads on if reading was held back and need not be any more.
  func resumeReading() {
    guard readHeld, mayRead, let context else { return }
    readHeld = false
    deadlines.resumedReading(at: context.eventLoop.now)
    context.read()
  }
}
