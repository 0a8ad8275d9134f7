import Glibc

/// The lock that makes one daemon at a time the owner of a runtime directory. Held for as long as
/// the value lives; the kernel lets go of it if the process dies.
final class DirectoryLock: Sendable {
  private let descriptor: CInt

  /// Takes the lock at once or not at all.
  ///
  /// Throws `SocketError.runtimeDirectoryInUse` when another process, or another part of this one,
  /// holds it.
  init(path: String, directory: String) throws(SocketError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw .systemCallFailed(name: "open", path: path, code: errno)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      let pid = Self.writtenPID(descriptor)
      close(descriptor)
      guard code == EWOULDBLOCK else {
        throw .systemCallFailed(name: "flock", path: path, code: code)
      }
      throw .runtimeDirectoryInUse(path: directory, pid: pid)
    }
    self.descriptor = descriptor
    writePID()
  }

  deinit { close(descriptor) }

  /// The file stays: removing it would let a third daemon lock a new file while a second one waits
  /// on the old. Only a hint, so a failure changes nothing.
  private func writePID() {
    let text = Array("\(getpid())\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
  }

  private static func writtenPID(_ descriptor: CInt) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes.prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
  }
}
