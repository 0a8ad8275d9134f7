import SignetCore
import SignetServer

/// Why the daemon does not start, and what to do about it. Nothing was changed.
enum StartError: Error, Equatable {
  case masterKeyMissing(path: String?)
  case masterKeyUnreadable(path: String, reason: String)
  /// The file's mode lets others than its owner read it.
  case masterKeyExposed(path: String)
  case masterKeyMalformed(path: String)
  case masterKeyWrong(path: String, stateDirectory: String)
  case socket(SocketError)
  case server(ServerError)
  case store(StoreError, stateDirectory: String)
  case damaged(String)
  case crypto(String)

  /// `signetd: error: …` and, where there is a next step, a hint.
  var text: String {
    let (what, hint) = words
    return "signetd: error: \(what)\n" + (hint.map { "signetd: hint: \($0)\n" } ?? "")
  }

  private var words: (String, String?) {
    switch self {
    case .masterKeyMissing(nil):
      (
        "there is no master key: no credential master-key, and no --master-key-file",
        "head -c 32 /dev/urandom > FILE; chmod 600 FILE; then --master-key-file FILE. Keep a copy: "
          + "without it the database is lost"
      )
    case .masterKeyMissing(let path?): ("the master key \(path) does not exist", nil)
    case .masterKeyUnreadable(let path, let reason):
      ("the master key \(path) cannot be read: \(reason)", nil)
    case .masterKeyExposed(let path):
      ("the master key \(path) can be read by others than its owner", "chmod 600 \(path)")
    case .masterKeyMalformed(let path):
      ("the master key \(path) is neither 32 bytes nor 64 hexadecimal digits", nil)
    case .masterKeyWrong(let path, let directory):
      (
        "the master key \(path) does not open the database in \(directory)",
        "give the key that the database was made with; nothing was changed"
      )
    case .socket(let error): (error.description, nil)
    case .server(.cannotListen(let role, let reason)):
      ("the \(role.rawValue) socket cannot be served: \(reason)", nil)
    case .store(let error, let directory): Self.words(error, directory)
    case .damaged(let what):
      ("the database contradicts itself: \(what)", "restore a backup; nothing was changed")
    case .crypto(let what): ("the cryptography does not work: \(what)", nil)
    }
  }

  private static func words(_ error: StoreError, _ directory: String) -> (String, String?) {
    switch error {
    case .full: ("no room on the disk of \(directory)", "make room, then start again")
    case .readOnly: ("\(directory) takes no writes", nil)
    case .io(let reason): ("the database in \(directory) cannot be read or written: \(reason)", nil)
    case .inUse(let path): ("another daemon uses \(path)", "one database is served by one daemon")
    case .corrupt(let reason):
      ("the database in \(directory) is damaged or not one: \(reason)", "restore a backup")
    case .constraint(let reason): ("the database in \(directory) is inconsistent: \(reason)", nil)
    case .transactionLost(let reason), .outcomeUnknown(let reason):
      ("the database in \(directory) could not be written: \(reason)", nil)
    case .unknownSchema(let found):
      (
        "the database in \(directory) was written by a later version (\(found))",
        "install that version; nothing was changed"
      )
    case .setting(let name, let expected, let actual):
      ("SQLite keeps \(name) at \(actual) instead of \(expected)", nil)
    case .closed: ("the database in \(directory) is closed", nil)
    }
  }
}
