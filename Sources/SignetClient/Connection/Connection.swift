import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// An open connection to a socket.
struct Connection: Sendable {
  private let channel: any Channel

  var isActive: Bool { channel.isActive }

  static func open(_ configuration: ClientConfiguration) async throws(ClientError) -> Connection {
    let path = configuration.socketPath
    do {
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(configuration.timeout.timeAmount)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHTTPClientHandlers()
            try channel.pipeline.syncOperations.addHandler(ExchangeHandler())
          }
        }
        .connect(unixDomainSocketPath: path)
        .get()
      return Connection(channel: channel)
    } catch let error as IOError where [EACCES, EPERM].contains(error.errnoCode) {
      throw .notPermitted(path: path, group: configuration.role.group)
    } catch let error as IOError {
      throw .unreachable(path: path, errno: error.errnoCode)
    } catch is SocketAddressError {
      throw .unreachable(path: path, errno: ENAMETOOLONG)
    } catch {
      throw .timedOut(path: path)
    }
  }

  func exchange(
    _ request: ClientRequest, _ configuration: ClientConfiguration
  ) async throws(ExchangeError) -> ClientResponse {
    let promise = channel.eventLoop.makePromise(of: ClientResponse.self)
    let exchange = Exchange(
      head: request.head(configuration), body: request.body ?? [], onPiece: request.onPiece,
      largestAnswer: configuration.largestAnswer, timeout: configuration.timeout.timeAmount,
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
