internal import GRDB
internal import SignetCore

extension SQLiteStore {
  /// Makes an empty store under another name and renames it when it is whole and on the disk. So
  /// `signet.db` is never a half of one, and an empty file of that name is known to be damage.
  static func create(in hold: DirectoryHold) throws(StoreError) {
    for suffix in DirectoryHold.companions where try hold.contains(fileName + suffix) {
      throw .corrupt("there is \(fileName)\(suffix) in \(hold.path), but no \(fileName)")
    }
    let name = fileName + ".new"
    // What a crash in the middle of this left behind. The hold says that nobody else is at it.
    for suffix in DirectoryHold.companions + [""] { try hold.remove(name + suffix) }
    try hold.createFile(name)

    let path = hold.path + "/" + name
    let queue = try Connection.open(path)
    do {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA application_id = \(DatabaseHeader.applicationID)")
      }
      try Schema.migrate(queue, path: path, isNew: true)
      try Connection.verify(queue, path: path)
      // SQLite does the same in closing, but does not tell whether it succeeded.
      try Connection.emptyLog(queue, path: path)
      try queue.close()
    } catch {
      try? queue.close()
      throw StoreError(error, path: path)
    }
    for suffix in DirectoryHold.companions where try hold.contains(name + suffix) {
      throw .io("\(name)\(suffix) was not taken away")
    }
    try hold.rename(name, to: fileName)
  }
}
