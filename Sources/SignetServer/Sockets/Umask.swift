import Glibc
import Synchronization

/// The file mode creation mask, which belongs to the whole process.
enum Umask {
  private static let turn = Mutex(())

  /// Runs `body` under `mask`, then puts the old one back. Only one part of the process at a time
  /// does so; files that other code makes meanwhile get the mask too, so this is for the start.
  static func set<R, E: Error>(
    _ mask: mode_t, while body: () throws(E) -> sending R
  ) throws(E) -> sending R {
    try turn.withLock { (_) throws(E) -> sending R in
      let old = umask(mask)
      defer { umask(old) }
      return try body()
    }
  }
}
