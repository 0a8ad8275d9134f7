import Glibc
import SignetCore
import SignetCrypto
import SignetSQLite
import SignetSystemd

/// Where the master key comes from: a file named on the command line, else the credential that the
/// service manager handed over.
enum MasterKeyFile {
  static let credential = "master-key"

  /// `stateDirectory`: only to tell whether a missing key is a new database's or a lost one.
  static func load(
    from option: String?, stateDirectory: String
  ) throws(StartError) -> (key: MasterKey, path: String) {
    // Where that cannot be found out there may be one.
    let exists = (try? SQLiteStore.exists(in: stateDirectory)) ?? true
    let database = exists ? stateDirectory : nil
    guard let path = option ?? Credentials.path(of: credential) else {
      throw .masterKey(.notGiven(database: database))
    }
    // The service manager's file is its own affair: where it grants access by a list, the mode
    // shows the list's mask. A file that somebody named is judged by its mode.
    let content = try read(path, mayBeShared: option == nil, database: database)
    let key: MasterKey?
    do throws(CryptoError) {
      key = try MasterKey(content)
    } catch {
      throw .crypto(error)
    }
    guard let key else { throw .masterKey(.malformed(path: path)) }
    return (key, path)
  }

  private static func read(
    _ path: String, mayBeShared: Bool, database: String?
  ) throws(StartError) -> SecretBytes {
    // Without waiting: a pipe that nobody writes to must not keep us here.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      guard errno == ENOENT else { throw .masterKey(.unreadable(path: path, code: errno)) }
      // Nobody writes to the service manager's folder: it was told of no key.
      throw .masterKey(
        mayBeShared ? .notGiven(database: database) : .missing(path: path, database: database))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .masterKey(.notARegularFile(path: path))
    }
    guard mayBeShared || status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .masterKey(.foreignOwner(path: path))
    }
    guard mayBeShared || status.st_mode & 0o077 == 0 else {
      throw .masterKey(.exposed(path: path))
    }
    do throws(SmallFile.Fault) {
      // 64 digits and a newline.
      return try SmallFile.readAll(file, limit: 65)
    } catch {
      switch error {
      case .tooLong: throw .masterKey(.malformed(path: path))
      case .failed(let code): throw .masterKey(.unreadable(path: path, code: code))
      case .crypto(let error): throw .crypto(error)
      }
    }
  }
}
