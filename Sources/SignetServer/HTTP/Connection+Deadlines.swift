import NIOCore

extension Connection {
  /// Sets the one timer of the connection to the next time at which something may be due.
  func scheduleTimer() {
    timer?.cancel()
    timer = nil
    guard let context, stage != .closed else { return }
    let loop = context.eventLoop
    timer = loop.assumeIsolated().scheduleTask(deadline: deadlines.nextLook(after: loop.now)) {
      self.timerFired()
    }
  }

  private func timerFired() {
    guard let context, stage != .closed else { return }
    let now = context.eventLoop.now
    if streaming != nil, deadlines.lifeIsOver(at: now) { endStream() }
    // While the handler owes an answer, or a stream has nothing to say, it is not the client that is
    // slow.
    if answering != nil, stage == .serving { deadlines.madeProgress(at: now) }
    switch deadlines.verdict(at: now, isReading: canAnswer && waiting.isEmpty) {
    case .wait: ()
    case .refuse: refuse(.requestTimeout, head: nil)
    case .close: return context.close(promise: nil)
    case .retire: finish(lingering: false)
    }
    scheduleTimer()
  }
}
