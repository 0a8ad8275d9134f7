import ArgumentParser
import Glibc
import SignetCore
import SignetCrypto
import SignetSQLite

/// `signetd try-key`, which `recover` calls and people do not: whether the key on standard input
/// opens a database. Tried as the account that the database belongs to, and never as root where it
/// is not root's.
///
/// Ends with 0 where it does, with `isAnother` where it does not, and with 1 and a line that says why
/// where that cannot be found out. The database is opened as the daemon opens it, and no row of it
/// is written.
struct TryKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try-key", abstract: "Whether the key on standard input opens a database.",
    shouldDisplay: false)

  /// The exit status for a key that does not open it.
  static let isAnother: Int32 = 3

  @Option(help: "Where the database is.")
  var stateDir: String

  func run() throws {
    ProcessLimits.apply()
    let isKey: Bool
    do throws(SetupError) {
      let master = try Self.key()
      try Self.become(ownerOf: stateDir)
      // The change of the account may have made the process traceable.
      ProcessLimits.apply()
      isKey = try opens(master)
    } catch {
      Console.tell(error.line + "\n")
      throw ExitCode(1)
    }
    if !isKey { throw ExitCode(Self.isAnother) }
  }

  private static func key() throws(SetupError) -> MasterKey {
    do throws(CryptoError) {
      try SecureHeap.start()
    } catch {
      throw .crypto(error)
    }
    let content = try SmallFile.readAll(
      STDIN_FILENO, path: "standard input", limit: MasterKey.length)
    do throws(CryptoError) {
      if let key = try MasterKey(content) { return key }
    } catch {
      throw .crypto(error)
    }
    throw .keyNotTried("standard input holds no key")
  }

  private static func become(ownerOf directory: String) throws(SetupError) {
    var status = stat()
    guard stat(directory, &status) == 0 else {
      throw .file(.cannotRead(path: directory, code: errno))
    }
    guard status.st_uid != geteuid() else { return }
    guard setgroups(0, nil) == 0, setgid(status.st_gid) == 0, setuid(status.st_uid) == 0 else {
      throw .file(.cannotRead(path: directory, code: errno))
    }
  }

  private func opens(_ master: MasterKey) throws(SetupError) -> Bool {
    let store: SQLiteStore
    do throws(StoreError) {
      store = try SQLiteStore.open(directory: stateDir, mayCreate: false)
    } catch {
      throw .databaseUnknown(error, directory: stateDir)
    }
    defer { store.close() }
    do throws(OpenError) {
      return try SecretService.isKey(master, of: store)
    } catch {
      switch error {
      case .store(let error): throw .databaseUnknown(error, directory: stateDir)
      case .crypto(let error): throw .crypto(error)
      // It throws none of these.
      case .noDatabase, .wrongMasterKey, .damaged: throw .keyNotTried("\(error)")
      }
    }
  }
}
