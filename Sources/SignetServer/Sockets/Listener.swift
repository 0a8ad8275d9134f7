import NIOCore
import NIOPosix

/// A listening socket with its connections, on event loops of its own.
final class Listener: Sendable {
  let role: SocketRole
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup
  private let connections: ConnectionTable
  private let file: SocketFile?
  /// Keeps the runtime directory's lock.
  private let socket: ListeningSocket

  /// Adopts the socket and begins to accept.
  ///
  /// Throws `ServerError.cannotListen`.
  init(
    _ endpoint: Server.Endpoint, names: AccountNames, ids: RequestIDSource
  ) async throws(ServerError) {
    let connections = ConnectionTable(limits: endpoint.limits, meter: endpoint.meter)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: max(endpoint.eventLoops, 1))
    let welcome = Welcome(endpoint: endpoint, connections: connections, names: names, ids: ids)
    let bootstrap = ServerBootstrap(group: group)
      // Out of descriptors, accepting again at once would only spin.
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
        }
      }
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      // Small reads, one at a time: what one brings is all that can wait beyond back-pressure.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(
        .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 8 * 1024)
      )
      .childChannelInitializer { welcome.receive($0) }
    do {
      channel = try await bootstrap.withBoundSocket(endpoint.socket.descriptor).get()
    } catch {
      try? await group.shutdownGracefully()
      throw .cannotListen(role: endpoint.role, reason: String(describing: error))
    }
    role = endpoint.role
    socket = endpoint.socket
    file = endpoint.socket.file
    self.group = group
    self.connections = connections
  }

  func set(_ limits: ServerLimits) { connections.limits = limits }

  /// Runs `body` on each of the event loops, and returns then.
  func reachEventLoops(_ body: @escaping @Sendable () -> Void) async {
    let done = group.makeIterator().map { $0.submit(body) }
    try? await EventLoopFuture.andAllComplete(done, on: group.any()).get()
  }

  /// How many clients are connected.
  var connectionCount: Int { connections.count }

  /// Accepts nobody any more, has asked the connections to end when it returns, and then removes
  /// the socket's file. Returns the connections that may still be open.
  func stopAccepting() async -> [any Channel] {
    await welcomeTheLast()
    try? await channel.close()
    let open = connections.stop()
    let told = open.map { channel in
      channel.eventLoop.submit {
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
      }
    }
    try? await EventLoopFuture.andAllComplete(told, on: group.any()).get()
    file?.remove()
    return open
  }

  /// Accepts nobody any more, and waits until those that were accepted have a connection: closing
  /// the socket before would close theirs, too. Whoever the system cannot name in time is left out.
  private func welcomeTheLast() async {
    try? await channel.setOption(.autoRead, value: false).get()
    for _ in 0..<500 {
      // Through every loop's queue, for that is the way that they take.
      await reachEventLoops {}
      if connections.isSettled { break }
      try? await Task.sleep(for: .milliseconds(2))
    }
    await reachEventLoops {}
  }

  /// Ends the event loops, and with them whatever is still connected.
  func stopEventLoops() async { try? await group.shutdownGracefully() }
}
