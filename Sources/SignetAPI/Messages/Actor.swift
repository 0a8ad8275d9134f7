/// Who did something: the peer that the kernel vouched for, or the daemon itself.
public struct Actor: Sendable, Hashable, Codable {
  /// None for the daemon's own work (a deadline that passed).
  public var uid: UInt32?
  public var gid: UInt32?
  /// The name of the uid, where it had one.
  public var user: String?
  /// A hint: it may be another process's by now.
  public var pid: Int32?
  /// The role of the socket.
  public var role: Role?
  /// The human behind it, as the peer asserted.
  public var onBehalfOf: String?

  public init(
    uid: UInt32? = nil,
    gid: UInt32? = nil,
    user: String? = nil,
    pid: Int32? = nil,
    role: Role? = nil,
    onBehalfOf: String? = nil
  ) {
    self.uid = uid
    self.gid = gid
    self.user = user
    self.pid = pid
    self.role = role
    self.onBehalfOf = onBehalfOf
  }
}
