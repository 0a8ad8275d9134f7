import NIOCore

/// What happens between accepting a connection and the first byte of HTTP: who is it, may it stay.
struct Welcome: Sendable {
  let endpoint: Server.Endpoint
  let connections: ConnectionTable
  let names: AccountNames
  let ids: RequestIDSource

  /// Fails where the connection is to be closed without a word.
  func receive(_ channel: any Channel) -> EventLoopFuture<Void> {
    connections.arrive()
    let welcomed = greet(channel)
    welcomed.whenComplete { _ in connections.settle() }
    return welcomed
  }

  private func greet(_ channel: any Channel) -> EventLoopFuture<Void> {
    PeerCredentials.read(from: channel).flatMap { credentials in
      switch connections.admit(channel, uid: credentials.uid) {
      case .admitted:
        names.names(uid: credentials.uid, gid: credentials.gid, on: channel.eventLoop)
          .flatMapThrowing { try install(credentials, $0, refusing: nil, in: channel) }
      case .refused(let refusal):
        channel.eventLoop.makeCompletedFuture {
          try install(credentials, AccountNames.Names(), refusing: refusal, in: channel)
        }
      case .dropped:
        channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
      }
    }
  }

  private func install(
    _ credentials: PeerCredentials, _ names: AccountNames.Names, refusing refusal: EngineRefusal?,
    in channel: any Channel
  ) throws {
    let peer = Peer(
      socket: endpoint.role, uid: credentials.uid, gid: credentials.gid, pid: credentials.pid,
      userName: names.user, groupName: names.group)
    let connection = Connection(
      peer: peer, handler: endpoint.handler, limits: connections.limits, ids: ids,
      now: channel.eventLoop.now, countedIn: refusal == nil ? connections : nil,
      refusing: refusal)
    try Connection.install(connection, in: channel)
    // The daemon may have begun to stop before there was a connection to tell.
    if connections.isStopping { throw ChannelError.ioOnClosedChannel }
  }
}
