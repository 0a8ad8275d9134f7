/// Who is at the other end of a connection, as the kernel says. A constant of the connection, read
/// before the first byte of HTTP.
public struct Peer: Sendable, Hashable {
  /// The socket the peer connected to.
  public let socket: SocketRole
  public let uid: UInt32
  public let gid: UInt32
  /// A hint for the log: the process may have ended, and its number may be another's by now.
  public let pid: Int32
  /// The name of `uid`, where the system knows one.
  public let userName: String?
  /// The name of `gid`, where the system knows one.
  public let groupName: String?

  public init(
    socket: SocketRole, uid: UInt32, gid: UInt32, pid: Int32, userName: String?, groupName: String?
  ) {
    self.socket = socket
    self.uid = uid
    self.gid = gid
    self.pid = pid
    self.userName = userName
    self.groupName = groupName
  }
}
