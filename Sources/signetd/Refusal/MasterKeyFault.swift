import Glibc

/// Why there is no master key to start with.
///
/// A hint never writes over a file, and shows how to make a key only where no database would be lost
/// by taking a new one.
enum MasterKeyFault: Error, Equatable {
  /// No key was named. `database`: the directory of one that exists already.
  case notGiven(database: String?)
  case missing(path: String, database: String?)
  /// The system refused; `code` is its errno.
  case unreadable(path: String, code: Int32)
  case notARegularFile(path: String)
  case foreignOwner(path: String)
  /// The file's mode lets others than its owner read it.
  case exposed(path: String)
  case malformed(path: String)

  var message: String {
    switch self {
    case .notGiven: "there is no master key: no credential master-key, and no --master-key-file"
    case .missing(let path, _): "the master key \(path) does not exist"
    case .unreadable(let path, let code):
      "the master key \(path) cannot be read: \(SystemText.of(code))"
    case .notARegularFile(let path):
      "the master key \(path) cannot be read: it is not a regular file"
    case .foreignOwner(let path): "the master key \(path) cannot be read: another user owns it"
    case .exposed(let path): "the master key \(path) can be read by others than its owner"
    case .malformed(let path):
      "the master key \(path) is neither 32 bytes nor 64 hexadecimal digits"
    }
  }

  var hint: String? {
    switch self {
    case .notGiven(let database?):
      "give the key that the database in \(database) was made with: as root, signetd recover FILE "
        + "from its recovery copy, or --master-key-file FILE; a new one does not open it"
    case .missing(_, let database?):
      "give the key that the database in \(database) was made with; a new one does not open it"
    case .notGiven(nil):
      "as root: signetd setup; without systemd, " + Self.making("FILE")
        + ", then --master-key-file FILE; " + Self.keeping
    case .missing(let path, nil): Self.making(ShellWord.of(path)) + "; " + Self.keeping
    case .unreadable(let path, EACCES), .foreignOwner(let path):
      "chown \(Account.name): \(ShellWord.of(path)), and let this account into the folders above it"
    case .unreadable, .notARegularFile: nil
    case .exposed(let path):
      "chmod 400 \(ShellWord.of(path)); if somebody else may have read it, its secrets have leaked"
    case .malformed(let path):
      "see how long it is, wc -c \(ShellWord.of(path)), and give a whole copy of the key"
    }
  }

  /// Never over a file that exists, and never readable by others.
  private static func making(_ file: String) -> String {
    "for a new database only: (umask 077; set -C; head -c 32 /dev/urandom > \(file))"
  }

  private static let keeping = "keep a copy: without it the database is lost"
}
