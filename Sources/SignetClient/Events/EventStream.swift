import NIOCore

/// The events of a stream, on a connection of its own: `hello` first. The sequence ends where the
/// daemon ends the stream (once an hour, when it stops, when the lease is over): open another, with
/// `replacing` the lease and `after` the last id. It throws `ClientError` where the connection is
/// lost, `.timedOut` where nothing came for `silence`: the daemon's comments are signs of life.
///
/// For one consumer. The connection is closed when the stream is let go, by `close()`, or by the
/// cancellation of the task that waits for an event, which reads as the end of the sequence.
public final class EventStream: AsyncSequence, Sendable {
  public typealias Element = WatchedEvent
  public typealias Failure = ClientError

  /// How long nothing may be heard. The daemon says something every 10 s.
  public static let silence = Duration.seconds(30)

  private let channel: any Channel
  private let handler: NIOLoopBound<EventStreamHandler>

  init(channel: any Channel, handler: NIOLoopBound<EventStreamHandler>) {
    self.channel = channel
    self.handler = handler
  }

  deinit {
    channel.close(promise: nil)
  }

  /// Ends the stream, and waits until the connection is closed.
  public func close() async {
    // Whether it was closed already makes no difference.
    try? await channel.eventLoop.submit { [handler] in handler.value.close() }.get()
    try? await channel.closeFuture.get()
  }

  /// How long the daemon asks to wait before the next stream, once it has said so.
  public func reconnectDelay() async -> Duration? {
    let retry = try? await channel.eventLoop.submit { [handler] in handler.value.retry }.get()
    return retry.flatMap { $0 }.map { .milliseconds($0) }
  }

  fileprivate func next() async throws(ClientError) -> WatchedEvent? {
    let promise = channel.eventLoop.makePromise(of: WatchedEvent?.self)
    do {
      return try await withTaskCancellationHandler {
        channel.eventLoop.execute { [handler] in handler.value.next(promise) }
        return try await promise.futureResult.get()
      } onCancel: {
        channel.eventLoop.execute { [handler] in handler.value.close() }
      }
    } catch let error as ClientError {
      throw error
    } catch {
      throw .protocolViolation("the stream of events failed")
    }
  }

  public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let stream: EventStream

    public mutating func next() async throws(ClientError) -> WatchedEvent? {
      try await stream.next()
    }

    public mutating func next(
      isolation actor: isolated (any _Concurrency.Actor)?
    ) async throws(ClientError) -> WatchedEvent? {
      try await stream.next()
    }
  }
}
