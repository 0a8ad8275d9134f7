internal import GRDB
internal import SignetCore

/// The tables and how they came to be. A migration that was released is never changed again.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1-tables") { db in try db.execute(sql: Schema1.sql) }
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
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
