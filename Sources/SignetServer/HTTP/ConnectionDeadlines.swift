import NIOCore

/// The times at which a connection has waited long enough.
struct ConnectionDeadlines {
  private let limits: ServerLimits
  private let endOfLife: NIODeadline
  private var lastProgress: NIODeadline
  /// Set while a request is arriving.
  private var requestBy: NIODeadline?
  /// Set while a piece of a stream is on its way to the kernel.
  private var writtenBy: NIODeadline?
  /// Set when the connection is about to be closed anyhow.
  private var closeBy: NIODeadline?

  enum Verdict {
    case wait
    /// The request did not arrive in time.
    case refuse
    /// Nothing happens any more.
    case close
    /// It has lived long enough.
    case retire
  }

  init(limits: ServerLimits, now: NIODeadline) {
    self.limits = limits
    endOfLife = now + limits.connectionLife
    lastProgress = now
  }

  /// The first bytes of a request set its deadline; those that follow do not move it.
  mutating func receivedBytes(at now: NIODeadline) {
    lastProgress = now
    if requestBy == nil { requestBy = now + limits.requestTime }
  }

  mutating func receivedRequest() { requestBy = nil }

  mutating func madeProgress(at now: NIODeadline) { lastProgress = now }

  /// What has come of the next request had to wait for us, which is not the client's fault.
  mutating func resumedReading(at now: NIODeadline) {
    if requestBy != nil { requestBy = now + limits.requestTime }
  }

  /// A piece of a stream has to be with the kernel in time, as a whole: a reader that takes a byte
  /// now and then is a slow one.
  mutating func beginWriting(at now: NIODeadline) { writtenBy = now + limits.writeTime }

  mutating func endWriting(at now: NIODeadline) {
    writtenBy = nil
    lastProgress = now
  }

  mutating func close(by deadline: NIODeadline) { closeBy = deadline }

  /// Takes `close(by:)` back.
  mutating func stayOpen() { closeBy = nil }

  /// Whether some of a request has come, and not yet all.
  var isReceiving: Bool { requestBy != nil }

  func lifeIsOver(at now: NIODeadline) -> Bool { now >= endOfLife }

  /// - Parameter isReading: whether it is the client's turn to send.
  func verdict(at now: NIODeadline, isReading: Bool) -> Verdict {
    if let closeBy { return now >= closeBy ? .close : .wait }
    if let writtenBy, now >= writtenBy { return .close }
    if isReading, let requestBy, now >= requestBy { return .refuse }
    if now >= lastProgress + limits.idleTime { return .close }
    return isReading && requestBy == nil && lifeIsOver(at: now) ? .retire : .wait
  }

  /// When to look again. A deadline set meanwhile cannot be nearer, so that setting one does not
  /// have to touch the timer.
  func nextLook(after now: NIODeadline) -> NIODeadline {
    if let closeBy { return max(closeBy, now) }
    let known = [requestBy, writtenBy, lastProgress + limits.idleTime, endOfLife]
    let next = known.compactMap { $0 }.filter { $0 > now }.min()
    return min(next ?? .distantFuture, now + limits.shortestTime)
  }
}
