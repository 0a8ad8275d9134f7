internal import GRDB
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
    case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG:
      self = .constraint(text)
    default:
      // Real I/O errors, no memory, files that cannot be opened, and what should not happen at all:
      // the operator sees the text.
      self = .io(text)
    }
  }
}
