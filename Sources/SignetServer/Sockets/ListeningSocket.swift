import Glibc

/// A Unix stream socket that listens: bound here, or handed over by systemd.
///
/// It owns the descriptor until a `Listener` adopts it.
public struct ListeningSocket: Sendable {
  public let descriptor: CInt
  /// The file to remove at the end. Not set for a socket of systemd's, which outlives us.
  let file: SocketFile?
  /// Why the file kept the daemon's own group; nil where it has the role's.
  let groupFault: GroupFault?
  /// Kept so that the lock on the directory lasts as long as the socket.
  private let directory: RuntimeDirectory?

  /// Takes over a socket that listens already. Throws `SocketError.notAListeningSocket` for any
  /// other descriptor.
  public init(adopting descriptor: CInt) throws(SocketError) {
    guard Self.option(SO_ACCEPTCONN, of: descriptor) == 1,
      Self.option(SO_DOMAIN, of: descriptor) == AF_UNIX,
      Self.option(SO_TYPE, of: descriptor) == CInt(SOCK_STREAM.rawValue)
    else { throw .notAListeningSocket(descriptor: descriptor) }
    self.descriptor = descriptor
    file = nil
    groupFault = nil
    directory = nil
  }

  /// Binds and listens. The caller has made the path free.
  init(
    binding path: String, address: UnixAddress, group: String, backlog: Int32,
    holding directory: RuntimeDirectory
  ) throws(SocketError) {
    let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else {
      throw .systemCallFailed(name: "socket", path: path, code: errno)
    }
    do throws(SocketError) {
      try Umask.set(0o117) { () throws(SocketError) in
        guard address.withSocketAddress({ Glibc.bind(descriptor, $0, $1) }) == 0 else {
          throw .systemCallFailed(name: "bind", path: path, code: errno)
        }
      }
      file = try SocketFile(path: path)
      // Before `listen`: until then a connection is refused, so our own group never gets in.
      groupFault = SocketFile.give(path, toGroup: group)
      guard listen(descriptor, backlog) == 0 else {
        throw .systemCallFailed(name: "listen", path: path, code: errno)
      }
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    self.directory = directory
  }

  private static func option(_ name: CInt, of descriptor: CInt) -> CInt? {
    var value: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    guard getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 else { return nil }
    return value
  }
}
