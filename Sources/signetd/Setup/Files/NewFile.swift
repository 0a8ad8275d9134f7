import CLinux
import Glibc
import SignetCrypto

/// A file that appears whole and on the disk, or not at all, and never in the place of another.
enum NewFile {
  /// Writes `content` to `path`, for its owner only.
  ///
  /// Throws `FileFault.exists` where there is anything under that name, `.cannotWrite` for the
  /// rest; then there is no file. A process killed half way leaves none either, but where the file
  /// system knows no files without a name: there it may leave `.signet-….new`.
  static func write(_ content: some ByteSource, to path: String) throws(FileFault) {
    let folder = FilePlace.folder(of: path)
    var temporary: String?
    var file = signet_open_unnamed(folder, 0o600)
    if file < 0, errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL {
      let name = folder + "/.signet-\(getpid()).new"
      file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if file >= 0 { temporary = name }
    }
    guard file >= 0 else { throw .cannotWrite(path: path, code: errno) }
    defer {
      close(file)
      // Gone already where it got its name.
      if let temporary { unlink(temporary) }
    }
    // Whatever the umask took or a default access list gave.
    guard fchmod(file, 0o600) == 0, write(content, to: file), fsync(file) == 0 else {
      throw .cannotWrite(path: path, code: errno)
    }
    let named =
      if let temporary {
        signet_rename_to_new(temporary, path)
      } else {
        linkat(AT_FDCWD, "/proc/self/fd/\(file)", AT_FDCWD, path, AT_SYMLINK_FOLLOW)
      }
    guard named == 0 else {
      throw errno == EEXIST ? .exists(path: path) : .cannotWrite(path: path, code: errno)
    }
    let code = FilePlace.sync(folder)
    guard code == 0 else {
      unlink(path)
      throw .cannotWrite(path: path, code: code)
    }
  }

  private static func write(_ content: some ByteSource, to file: CInt) -> Bool {
    content.withBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }
}
