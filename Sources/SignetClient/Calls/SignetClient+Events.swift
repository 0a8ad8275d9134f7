import NIOCore
import NIOHTTP1
import SignetAPI

extension SignetClient {
  /// Opens a stream of events on a connection of its own; this client's other calls do not wait for
  /// it. Returns when the daemon has begun to answer. On the verifier socket the first event grants a
  /// lease: take the time before this call, for the lease is counted from then.
  ///
  ///     for try await watched in try await client.watchEvents(WatchRequest(verifier: "chat-1")) {
  ///       switch watched.event {
  ///       case .hello(let hello): keep(hello.lease)
  ///       case .keys(let change): fetch(change.workspace)
  ///       case .reset: fetchAll()
  ///       }
  ///     }
  ///
  /// `silence`: how long nothing may come before the stream counts as dead.
  public nonisolated func watchEvents(
    _ request: WatchRequest = WatchRequest(), silence: Duration = EventStream.silence
  ) async throws(ClientError) -> EventStream {
    let head = ClientRequest(
      method: Route.watchEvents.method.rawValue,
      target: Route.watchEvents.target(query: request.query),
      headers: request.headers + [("Accept", MediaType.events)]
    ).head(configuration)
    let path = configuration.socketPath
    let opening = try await Connection.connect(configuration, autoRead: false) { channel in
      let opened = channel.eventLoop.makePromise(of: Void.self)
      let handler = EventStreamHandler(
        request: head, path: path, silence: silence.timeAmount, opened: opened)
      try channel.pipeline.syncOperations.addHTTPClientHandlers()
      try channel.pipeline.syncOperations.addHandler(handler)
      return Opening(
        stream: EventStream(
          channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop)),
        opened: opened.futureResult)
    }
    do {
      try await opening.opened.get()
    } catch let error as ClientError {
      throw error
    } catch {
      throw .connectionLost(path: path)
    }
    return opening.stream
  }

  private struct Opening: Sendable {
    let stream: EventStream
    let opened: EventLoopFuture<Void>
  }
}
