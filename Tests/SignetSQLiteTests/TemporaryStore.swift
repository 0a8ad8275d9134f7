import CFaultVFS
import Foundation
import SignetCore
import SignetTestProcesses
import Testing

@testable import SignetSQLite

/// A folder of its own for a test, removed with it. Stores opened in it go through the fault VFS.
final class TemporaryStore {
  private let folder: TemporaryFolder

  var directory: String { folder.path }

  init() throws {
    try #require(fault_vfs_install() == 0)
    folder = try TemporaryFolder()
  }

  deinit {
    fault_vfs_disarm(path)
    fault_vfs_disarm(logPath)
    fault_vfs_disarm(path + ".new")
  }

  /// Of the database file.
  var path: String { directory + "/" + SQLiteStore.fileName }
  var logPath: String { path + "-wal" }

  func open() throws -> SQLiteStore { try SQLiteStore.open(directory: directory) }

  /// The bytes of a file, nil where there is none. Not for the database of an open store: closing it
  /// would drop the store's locks.
  func bytes(of path: String) -> Foundation.Data? { FileManager.default.contents(atPath: path) }

  func size(of path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
  }

  func mode(of path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
  }

  func arm(
    _ path: String, _ operation: fault_operation, nth: Int32 = 1, times: Int32 = 1, code: Int32
  ) throws {
    try #require(fault_vfs_arm(path, operation, nth, times, code) == 0)
  }
}

/// SQLite's result codes that the tests inject.
enum Code {
  static let full: Int32 = 13
  static let readError: Int32 = 10 | 1 << 8
  static let writeError: Int32 = 10 | 3 << 8
  static let syncError: Int32 = 10 | 4 << 8
  static let truncateError: Int32 = 10 | 6 << 8
}

extension Store {
  /// What `body` answers, from a transaction of its own.
  func read<Value>(_ body: (any StoreTransaction) throws -> Value) throws -> Value {
    var value: Value?
    try transaction { value = try body($0) }
    return try #require(value)
  }

  /// Statements that the protocol does not offer.
  func execute(_ sql: String) throws {
    try transaction { try sqlite($0).execute(sql) }
  }
}

func sqlite(_ transaction: any StoreTransaction) throws -> SQLiteTransaction {
  try #require(transaction as? SQLiteTransaction)
}

/// What `body` throws as a `StoreError`; nil if it throws nothing.
func storeError(_ body: () throws -> Void) throws -> StoreError? {
  do {
    try body()
    return nil
  } catch {
    return try #require(error as? StoreError, "\(error)")
  }
}

extension StoreError {
  /// The case without its text, for tables of expectations.
  var kind: String {
    switch self {
    case .full: "full"
    case .readOnly: "readOnly"
    case .io: "io"
    case .inUse: "inUse"
    case .corrupt: "corrupt"
    case .constraint: "constraint"
    case .transactionLost: "transactionLost"
    case .outcomeUnknown: "outcomeUnknown"
    case .unknownSchema: "unknownSchema"
    case .notPrivate: "notPrivate"
    case .setting: "setting"
    case .closed: "closed"
    }
  }
}
