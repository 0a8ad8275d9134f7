import Glibc

/// The room on a directory's file system, in bytes. Source: statvfs(3).
struct FileSystemRoom: Sendable {
  /// For who is not root, as the daemon.
  let free: UInt64
  let size: UInt64

  /// Nil where the system does not tell. Asks a disk; not for an event loop.
  init?(of directory: String) {
    var status = statvfs()
    guard statvfs(directory, &status) == 0 else { return nil }
    let unit = UInt64(status.f_frsize)
    free = UInt64(status.f_bavail) &* unit
    size = UInt64(status.f_blocks) &* unit
  }
}
