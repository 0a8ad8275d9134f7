import Glibc

/// The file of a socket that we have bound: this very one, not whatever lies at its path later.
struct SocketFile: Sendable {
  let path: String
  private let device: dev_t
  private let inode: ino_t

  /// Remembers the file at `path`. Throws `SocketError.systemCallFailed` where there is none.
  init(path: String) throws(SocketError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      throw .systemCallFailed(name: "lstat", path: path, code: errno)
    }
    self.path = path
    device = status.st_dev
    inode = status.st_ino
  }

  /// Removes the file, if it is still the one remembered.
  func remove() {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_dev == device, status.st_ino == inode else { return }
    unlink(path)
  }

  /// Gives the file to a group. Tells why that could not be done.
  static func give(_ path: String, toGroup name: String) -> GroupFault? {
    guard let gid = AccountNames.groupID(of: name) else { return .missing(group: name) }
    guard lchown(path, uid_t.max, gid) != 0 else { return nil }
    return errno == EPERM ? .notAMember(group: name) : .refused(group: name, code: errno)
  }

  /// Makes the path free of a socket that nobody listens on any more.
  ///
  /// The caller holds the directory's lock. Throws `SocketError.socketInUse` where somebody
  /// listens all the same, and `.notASocket` where something else lies there.
  static func removeStale(_ path: String, address: UnixAddress) throws(SocketError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw .systemCallFailed(name: "lstat", path: path, code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
    guard try isDead(path, address: address) else { throw .socketInUse(path: path) }
    guard unlink(path) == 0 || errno == ENOENT else {
      throw .systemCallFailed(name: "unlink", path: path, code: errno)
    }
  }

  /// Only a socket that nobody listens on refuses a connection; a full backlog answers EAGAIN.
  private static func isDead(_ path: String, address: UnixAddress) throws(SocketError) -> Bool {
    let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let probe = socket(AF_UNIX, type, 0)
    guard probe >= 0 else { throw .systemCallFailed(name: "socket", path: path, code: errno) }
    defer { close(probe) }
    return address.withSocketAddress { connect(probe, $0, $1) != 0 && errno == ECONNREFUSED }
  }
}
