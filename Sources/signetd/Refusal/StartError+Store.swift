import SignetCore

extension StartError {
  static func message(_ error: StoreError, _ directory: String) -> String {
    switch error {
    case .full: "no room on the disk of \(directory)"
    case .readOnly: "\(directory) takes no writes"
    case .io(let reason): "the database in \(directory) cannot be read or written: \(reason)"
    case .inUse(let path): "another daemon uses \(path)"
    case .corrupt(let reason): "the database in \(directory) is damaged or not one: \(reason)"
    case .constraint(let reason): "the database in \(directory) is inconsistent: \(reason)"
    case .transactionLost(let reason), .outcomeUnknown(let reason):
      "the database in \(directory) could not be written: \(reason)"
    case .unknownSchema(let found):
      "the database in \(directory) was written by a later version (\(found))"
    case .notPrivate(let path, .symbolicLink): "\(path) cannot be used: it is a symbolic link"
    case .notPrivate(let path, .notARegularFile): "\(path) cannot be used: it is not a regular file"
    case .notPrivate(let path, .foreignOwner(let uid)):
      "\(path) cannot be used: another user owns it (uid \(uid))"
    case .notPrivate(let path, .openToOthers(let mode)):
      "\(path) is open to others than its owner: its mode is 0\(String(mode, radix: 8))"
    case .setting(let name, let expected, let actual):
      "SQLite keeps its setting \(name) at \(actual) instead of \(expected)"
    case .closed: "the database in \(directory) is closed"
    }
  }

  /// What to do about the state directory or the database.
  static func hint(_ error: StoreError, _ directory: String) -> String? {
    switch error {
    case .full: "make room, then start again"
    case .readOnly: "see how it is mounted: findmnt -T \(ShellWord.of(directory))"
    case .inUse: "one database is served by one daemon: stop it, or give another --state-dir"
    case .corrupt: "restore a backup"
    case .unknownSchema: "install that version; nothing was changed"
    case .notPrivate(let path, .foreignOwner): "chown \(Account.name): \(ShellWord.of(path))"
    case .notPrivate(let path, .openToOthers):
      "chmod go= \(ShellWord.of(path)), and ask who may have read or written it"
    case .notPrivate(let path, .symbolicLink), .notPrivate(let path, .notARegularFile):
      "see what it is: ls -l \(ShellWord.of(path)); put the database's own file there"
    case .io, .constraint, .transactionLost, .outcomeUnknown, .setting, .closed: nil
    }
  }
}
