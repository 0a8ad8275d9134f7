import CLinux
import Glibc
import SignetCrypto

/// The passphrase for who cannot be asked: a file that nobody else can read, or a pipe.
enum PassphraseFile {
  static func read(_ path: String, isNew: Bool) throws(SetupError) -> Passphrase {
    // A pipe that another user put there must not keep us here.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard file >= 0 else { throw .file(.cannotRead(path: path, code: errno)) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      throw .file(.cannotRead(path: path, code: errno))
    }
    guard isatty(file) == 0 else { throw .passphrase(.isATerminal(path: path)) }
    let isNamedPipe = isNamedPipe(file, status)
    if status.st_mode & S_IFMT == S_IFREG || isNamedPipe {
      guard status.st_uid == geteuid() || status.st_uid == 0 else {
        throw .passphrase(.foreignOwner(path: path))
      }
      guard status.st_mode & 0o077 == 0 else { throw .passphrase(.exposed(path: path)) }
    }
    _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK)
    if isNamedPipe {
      // As if it had been opened with waiting: until somebody writes.
      var writer = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      while poll(&writer, 1, -1) < 0, errno == EINTR {}
    }
    // A newline that is dropped.
    var content = try SmallFile.readAll(file, path: path, limit: Passphrase.longest + 1)
    let endsInNewline = content.withBytes { $0.last == UInt8(ascii: "\n") }
    do throws(CryptoError) {
      if endsInNewline { content = try content.prefix(content.count - 1) }
    } catch {
      throw .crypto(error)
    }
    do throws(PassphraseFault) {
      return try Passphrase(content, isNew: isNew)
    } catch {
      throw .passphrase(error)
    }
  }

  /// Whether it is a pipe in a folder, which anybody may have put there. One without a name is from
  /// whoever called us: `… | sudo signetd setup` has the caller's own uid.
  private static func isNamedPipe(_ file: CInt, _ status: stat) -> Bool {
    status.st_mode & S_IFMT == S_IFIFO && signet_is_unnamed_pipe(file) == 0
  }
}
