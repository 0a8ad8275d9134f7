internal import GRDB
internal import SignetCore

/// The tables and how they came to be. A migration that was released is never changed again.
enum Schema {
  /// How many migrations there are. It is in the file's header as well (`PRAGMA user_version`, four
  /// bytes at offset 60), where the package's preinst, which has no SQLite, reads it to refuse a
  /// daemon older than the database; the packaging takes the number from this line. The migrations
  /// applied are what counts for the daemon.
  static let version = 2

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1-tables") { db in try db.execute(sql: Schema1.sql) }
    migrator.registerMigration("2-leases") { db in try db.execute(sql: Schema2.sql) }
    return migrator
  }

  /// Brings the schema up to this version's.
  ///
  /// Throws, before anything is written, `StoreError.unknownSchema` if a later version was here, and
  /// `.corrupt` if a file that is not new has no schema: it was made with one, and an empty one in
  /// its place would look like a store that never held anything.
  static func migrate(_ queue: DatabaseQueue, path: String, isNew: Bool) throws(StoreError) {
    let migrator = migrator
    do {
      let applied = try queue.writeWithoutTransaction { try migrator.appliedIdentifiers($0) }
      let unknown = applied.subtracting(migrator.migrations)
      guard unknown.isEmpty else {
        throw StoreError.unknownSchema(found: unknown.sorted().joined(separator: ", "))
      }
      guard isNew || !applied.isEmpty else { throw StoreError.corrupt("\(path) has no schema") }
      if applied.count < migrator.migrations.count { try migrator.migrate(queue) }
      try number(queue, path: path)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Puts `version` into the header, on the disk and not only in the log, where it is not there yet:
  /// after a migration, and in stores that were made before they had a number.
  private static func number(_ queue: DatabaseQueue, path: String) throws {
    let isNumbered = try queue.writeWithoutTransaction { db in
      if try Int.fetchOne(db, sql: "PRAGMA user_version") == version { return true }
      try db.execute(sql: "PRAGMA user_version = \(version)")
      return false
    }
    if !isNumbered { try Connection.emptyLog(queue, path: path) }
  }
}
