internal import GRDB
internal import Glibc
internal import SignetCore

extension StoreError {
  /// What an error of SQLite or GRDB means for the store at `path`. A `StoreError` stays itself.
  ///
  /// SQLite's messages name tables, columns and constraints, never values; the statement and its
  /// arguments are left out.
  init(_ error: any Error, path: String) {
    if let error = error as? StoreError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self = .io(String(describing: type(of: error)))
      return
    }
    let text =
      "\(error.message ?? "no message") (SQLite code \(error.extendedResultCode.rawValue))"
    switch error.resultCode {
    case .SQLITE_FULL:
      self = .full
    case .SQLITE_READONLY, .SQLITE_PERM:
      self = .readOnly
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .inUse(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
      self = .corrupt(text)
    case .SQLITE_IOERR, .SQLITE_CANTOPEN:
      // On a file system that takes no writes SQLite fails to lock, and says no more than that.
      self = Self.isReadOnly(path) ? .readOnly : .io(text)
    case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG:
      self = .constraint(text)
    default:
      // No memory, and what should not happen at all: the operator sees the text.
      self = .io(text)
    }
  }

  /// Whether the file system that holds the file is mounted for reading only.
  private static func isReadOnly(_ path: String) -> Bool {
    var status = statvfs()
    return statvfs(path, &status) == 0 && status.f_flag & UInt(ST_RDONLY) != 0
  }
}
