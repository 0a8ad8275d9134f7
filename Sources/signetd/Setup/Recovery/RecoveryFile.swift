import Glibc
import SignetCrypto

/// A recovery copy in a file.
enum RecoveryFile {
  static func read(_ path: String) throws(SetupError) -> RecoveryCopy {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { throw .file(.cannotRead(path: path, code: errno)) }
    defer { close(file) }
    return try parse(
      try SmallFile.readAll(file, path: path, limit: RecoveryCopyReader.longest), path: path)
  }

  /// `path`: where it is or will be.
  static func parse(
    _ content: some ByteSource, path: String
  ) throws(SetupError) -> RecoveryCopy {
    do throws(RecoveryCopyFault) {
      return try RecoveryCopyReader.read(content)
    } catch {
      throw .recoveryCopy(error, path: path)
    }
  }

  static func open(
    _ copy: RecoveryCopy, path: String, with passphrase: Passphrase
  ) throws(SetupError) -> SecretBytes {
    do throws(RecoveryCopyFault) {
      return try copy.open(with: passphrase)
    } catch {
      throw .recoveryCopy(error, path: path)
    }
  }
}
