import Glibc
import SignetCrypto

/// The passphrase for who cannot be asked: a file that nobody else can read, or a pipe.
enum PassphraseFile {
  static func read(_ path: String, isNew: Bool) throws(SetupError) -> Passphrase {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { throw .file(.cannotRead(path: path, code: errno)) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      throw .file(.cannotRead(path: path, code: errno))
    }
    guard isatty(file) == 0 else { throw .passphrase(.isATerminal(path: path)) }
    if status.st_mode & S_IFMT == S_IFREG {
      guard status.st_uid == geteuid() || status.st_uid == 0 else {
        throw .passphrase(.foreignOwner(path: path))
      }
      guard status.st_mode & 0o077 == 0 else { throw .passphrase(.exposed(path: path)) }
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
}
