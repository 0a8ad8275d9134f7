import Glibc
import NIOCore
import NIOPosix

extension Connection {
  /// A connection to the socket with whatever `initializer` sets up on it.
  static func connect<Value: Sendable>(
    _ configuration: ClientConfiguration, autoRead: Bool = true,
    _ initializer: @escaping @Sendable (any Channel) throws -> Value
  ) async throws(ClientError) -> Value {
    let path = configuration.socketPath
    do {
      return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(configuration.timeout.timeAmount)
        .channelOption(.autoRead, value: autoRead)
        .connect(unixDomainSocketPath: path) { channel in
          channel.eventLoop.makeCompletedFuture { try initializer(channel) }
        }
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
}
