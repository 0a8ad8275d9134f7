import CLinux
import Glibc
import NIOCore

/// The uid, gid and pid of the process that connected, at the time it did. Source: unix(7),
/// SO_PEERCRED.
struct PeerCredentials: Sendable, Equatable {
  let uid: UInt32
  let gid: UInt32
  let pid: Int32

  /// Asks the kernel. Fails where the channel is no Unix socket or is closed.
  static func read(from channel: any Channel) -> EventLoopFuture<PeerCredentials> {
    guard let options = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }
    // The type decides how many bytes the kernel may write: 12, as those of `struct ucred`.
    let read: EventLoopFuture<signet_peer_credentials> = options.unsafeGetSocketOption(
      level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
    return read.map { PeerCredentials(uid: $0.uid, gid: $0.gid, pid: $0.pid) }
  }
}
