import Glibc

/// The directory that holds the sockets outside systemd, and the right to bind in it.
///
/// At most one daemon has it: the lock file `signetd.lock` is held until this value goes. A stale
/// socket file is removed only under that lock, so a live daemon's path is never taken.
public final class RuntimeDirectory: Sendable {
  public let path: String
  private let lock: DirectoryLock

  /// Makes the directory and takes its lock.
  ///
  /// Sets the process's umask while it works, so it must be called before other threads make
  /// files. Throws any `SocketError`.
  public init(path: String) throws(SocketError) {
    self.path = path
    try OwnedDirectory.prepare(path)
    lock = try DirectoryLock(path: path + "/signetd.lock", directory: path)
  }

  /// Where a role's socket lies.
  public func socketPath(of role: SocketRole) -> String {
    "\(path)/\(role.directoryName)/signet.sock"
  }

  /// Binds a role's socket with mode 0660 and the role's group from the first moment on, and
  /// listens.
  ///
  /// Where the group does not exist or may not be given, the file keeps the daemon's own, and the
  /// server warns of it. Sets the process's umask while it works. Throws any `SocketError`.
  ///
  /// - Parameter backlog: connections that wait to be accepted; the kernel caps it at
  ///   `net.core.somaxconn`.
  public func bind(_ role: SocketRole, backlog: Int32 = 1024) throws(SocketError) -> ListeningSocket
  {
    let path = socketPath(of: role)
    // Before anything is made: a path that cannot be bound must leave no trace.
    let address = try UnixAddress(path: path)
    try OwnedDirectory.prepare("\(self.path)/\(role.directoryName)")
    try SocketFile.removeStale(path, address: address)
    return try ListeningSocket(
      binding: path, address: address, group: role.groupName, backlog: backlog, holding: self)
  }
}
