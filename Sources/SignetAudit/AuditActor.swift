/// Who did it.
public enum AuditActor: Equatable, Sendable {
  /// A process at the other end of a socket.
  case peer(AuditPeer)
  /// The daemon by itself: a deadline passed, a database was made.
  case system
}

/// A process as the kernel named it (`SO_PEERCRED`) when it connected.
public struct AuditPeer: Equatable, Sendable {
  public var uid: UInt32
  public var gid: UInt32
  /// The user's name at that time; absent where the uid had none.
  public var user: String?
  /// The group's name at that time; absent where the gid had none.
  public var group: String?
  /// A hint: process ids are used again.
  public var pid: Int32
  /// Whom the peer says it acts for (`On-Behalf-Of`). Asserted, not checked.
  public var onBehalfOf: String?

  public init(
    uid: UInt32, gid: UInt32, user: String? = nil, group: String? = nil, pid: Int32,
    onBehalfOf: String? = nil
  ) {
    self.uid = uid
    self.gid = gid
    self.user = user
    self.group = group
    self.pid = pid
    self.onBehalfOf = onBehalfOf
  }
}
