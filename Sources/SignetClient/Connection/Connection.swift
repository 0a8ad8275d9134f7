import NIOCore
import NIOHTTP1

/// An open connection to a socket.
struct Connection: Sendable {
  private let channel: any Channel

  var isActive: Bool { channel.isActive }

  static func open(_ configuration: ClientConfiguration) async throws(ClientError) -> Connection {
    try await connect(configuration) { channel in
      try channel.pipeline.syncOperations.addHTTPClientHandlers()
      try channel.pipeline.syncOperations.addHandler(ExchangeHandler())
      return Connection(channel: channel)
    }
  }

  func exchange(
    _ request: ClientRequest, _ configuration: ClientConfiguration
  ) async throws(ExchangeError) -> ClientResponse {
    let promise = channel.eventLoop.makePromise(of: ClientResponse.self)
    let exchange = Exchange(
      head: request.head(configuration), body: request.body ?? [], onPiece: request.onPiece,
      largestAnswer: configuration.largestAnswer,
      timeout: (configuration.timeout + request.wait).timeAmount,
      promise: promise)
    channel.writeAndFlush(exchange).whenFailure { error in
      promise.fail(
        error is HTTPParserError
          ? ExchangeError.notHTTP("the request cannot be written as HTTP")
          : ExchangeError.closedUnanswered)
    }
    do {
      return try await promise.futureResult.get()
    } catch let error as ExchangeError {
      await close()
      throw error
    } catch {
      await close()
      throw .closedUnanswered
    }
  }

  func close() async {
    // Whether it was closed already makes no difference.
    try? await channel.close().get()
  }
}

extension Duration {
  var timeAmount: TimeAmount {
    let (seconds, attoseconds) = components
    let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return .nanoseconds(overflow ? .max / 2 : nanoseconds + attoseconds / 1_000_000_000)
  }
}
