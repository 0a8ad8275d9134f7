import NIOCore

extension Connection {
  /// Nothing has been received that is not answered.
  private var isIdle: Bool {
    stage == .serving && answering == nil && waiting.isEmpty && incoming == nil
  }

  /// The client has shut its side: what it has sent is still answered.
  func inputEnded() {
    peerEnded = true
    acceptsInput = false
    incoming?.discard()
    incoming = nil
    switch stage {
    case .serving: finishIfDone()
    case .lingering: context?.close(promise: nil)
    case .finishing, .closed: ()
    }
  }

  /// The daemon stops: the connection ends after its last answer.
  ///
  /// An idle one is left a moment, for a request may be on its way: bytes that are unread when a
  /// socket is closed make the client's own calls fail. A new one is left more, since whoever
  /// connects means to ask.
  func drain() {
    isDraining = true
    if streaming != nil { return endStream() }
    guard isIdle, let context else { return }
    let isBetween = hasBeenAsked && !deadlines.isReceiving
    deadlines.close(
      by: context.eventLoop.now + (isBetween ? limits.drainTime : limits.firstRequestTime))
    scheduleTimer()
  }

  func finishIfDone() {
    guard isIdle, !acceptsInput else { return }
    finish(lingering: false)
  }

  /// Closes as soon as everything written is with the kernel.
  ///
  /// Bytes that are left unread when a socket is closed make the client's writes fail, and many
  /// then do not look for an answer. With `lingering` we shut our side only and throw away what
  /// still comes, for a while.
  ///
  /// - Parameter patience: how long the client has to take what is written; nil: the idle time.
  func finish(lingering: Bool, within patience: TimeAmount? = nil) {
    guard stage == .serving, let context else { return }
    stage = .finishing
    acceptsInput = false
    deadlines.close(by: context.eventLoop.now + (patience ?? limits.idleTime))
    scheduleTimer()
    outbox.finish(to: context) {
      guard let context = self.context, self.stage == .finishing else { return }
      if lingering && !self.peerEnded { self.linger() } else { context.close(promise: nil) }
    }
  }

  private func linger() {
    guard let context else { return }
    stage = .lingering
    deadlines.close(by: context.eventLoop.now + limits.lingerTime)
    scheduleTimer()
    context.close(mode: .output, promise: nil)
    resumeReading()
  }

  /// The channel has gone.
  func end() {
    guard stage != .closed else { return }
    stage = .closed
    acceptsInput = false
    timer?.cancel()
    timer = nil
    context = nil
    incoming?.discard()
    incoming = nil
    cancelAnswer?()
    cancelAnswer = nil
    dropStream()
    discardWaiting()
  }

  /// Forgets the requests that will not be answered.
  func discardWaiting() {
    for case .request(let request) in waiting { SensitiveBuffer.wipe(request.body) }
    waiting.removeAll()
  }
}
