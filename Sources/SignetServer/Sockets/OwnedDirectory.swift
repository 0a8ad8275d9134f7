import Glibc

/// A directory that exists, is no symbolic link, and that nobody but us (and root) can change.
enum OwnedDirectory {
  /// Makes the directory with mode 0755 where it is missing, and checks it where it is not.
  ///
  /// Throws `SocketError.directoryNotTrusted` and `.systemCallFailed`.
  static func prepare(_ path: String) throws(SocketError) {
    try Umask.set(0o022) { () throws(SocketError) in
      guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
        throw .systemCallFailed(name: "mkdir", path: path, code: errno)
      }
    }
    var status = stat()
    guard lstat(path, &status) == 0 else {
      throw .systemCallFailed(name: "lstat", path: path, code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw .directoryNotTrusted(path: path, reason: .notADirectory)
    }
    guard status.st_uid == geteuid() else {
      throw .directoryNotTrusted(path: path, reason: .foreignOwner)
    }
    guard status.st_mode & 0o022 == 0 else {
      throw .directoryNotTrusted(path: path, reason: .writableByOthers)
    }
  }
}
