internal import GRDB
internal import SignetCore

/// A pragma of the connection, and what SQLite must answer when asked for it.
struct Setting {
  let name: String
  let value: String
  /// What reading it gives; most are read as numbers.
  let readBack: String

  init(_ name: String, _ value: String, readBack: String) {
    self.name = name
    self.value = value
    self.readBack = readBack
  }

  /// In the order in which they have to be made.
  static let all: [Setting] = [
    // Before the log is entered: so its index lies in this process's memory, no shared memory file
    // is made, and the lock is never given back.
    Setting("locking_mode", "EXCLUSIVE", readBack: "exclusive"),
    Setting("journal_mode", "WAL", readBack: "wal"),
    // After it, for libraries lower this when the log is entered. A commit is on the disk.
    Setting("synchronous", "FULL", readBack: "2"),
    // Removed rows are overwritten.
    Setting("secure_delete", "ON", readBack: "1"),
    Setting("foreign_keys", "ON", readBack: "1"),
    Setting("ignore_check_constraints", "OFF", readBack: "0"),
    // The schema of a file that somebody tampered with runs no functions.
    Setting("trusted_schema", "OFF", readBack: "0"),
    Setting("cell_size_check", "ON", readBack: "1"),
    // A read error of a mapped file would be a signal instead of an error.
    Setting("mmap_size", "0", readBack: "0"),
    Setting("temp_store", "MEMORY", readBack: "2"),
    // 16 MiB. A transaction that changes more writes to the log before COMMIT, which is allowed.
    Setting("cache_size", "-16384", readBack: "-16384"),
    // Checkpoints are made deliberately, outside requests.
    Setting("wal_autocheckpoint", "0", readBack: "0"),
  ]

  func apply(_ db: Database) throws {
    try db.execute(sql: "PRAGMA \(name) = \(value)")
  }

  /// Throws `StoreError.setting` unless it is as it was made.
  func verify(_ db: Database) throws {
    let actual = try Row.fetchOne(db, sql: "PRAGMA \(name)")?.first?.1
    let text =
      switch actual?.storage {
      case .int64(let number): String(number)
      case .string(let string): string
      case nil, .null, .double, .blob: "nothing"
      }
    guard text == readBack else {
      throw StoreError.setting(name: name, expected: readBack, actual: text)
    }
  }
}
