internal import Glibc
internal import SignetCore

/// The store's directory, held: while this value lives, no other one for the same directory can be
/// made, in this process or another.
///
/// SQLite's own lock comes later and is given back while a store is reopened; two that open at the
/// same moment could both fail on it. `flock` on the directory needs no file of its own, is decided
/// at once, and ends with the process.
final class DirectoryHold: Sendable {
  /// What SQLite puts beside a database file.
  static let companions = ["-wal", "-journal", "-shm"]

  let path: String
  private let descriptor: Int32

  /// Opens the directory, makes it (mode 0700) where `mayCreate`, and takes the hold.
  ///
  /// Throws `StoreError.inUse` if somebody has it, `.notPrivate` if the directory is not this user's
  /// or lets others in (what they may have put there cannot be told any more), `.io` otherwise.
  init(_ directory: String, mayCreate: Bool) throws(StoreError) {
    path = directory.hasPrefix("/") ? directory : "./" + directory
    let isNew = mayCreate && mkdir(path, 0o700) == 0
    if mayCreate, !isNew, errno != EEXIST {
      let failure = SystemFailure.current("create", path)
      descriptor = -1
      throw failure
    }
    descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure.current("open", path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemFailure.current("look at", path) }
    try Self.checkPrivate(status, path)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK { throw .inUse(path: path) }
      throw SystemFailure.current("lock", path)
    }
    if isNew { try syncParent() }
  }

  /// Waits until the directory's own name is on the disk.
  private func syncParent() throws(StoreError) {
    let parent = openat(descriptor, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw SystemFailure.current("open the parent of", path) }
    defer { _ = Glibc.close(parent) }
    guard fsync(parent) == 0 else { throw SystemFailure.current("sync the parent of", path) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // Said, not left to closing: a process that is just being started has a copy of the descriptor
    // until it executes its program, and the lock would last as long.
    _ = flock(descriptor, LOCK_UN)
    _ = Glibc.close(descriptor)
  }

  /// Whether there is anything under this path, a dangling link included.
  static func entryExists(_ path: String) throws(StoreError) -> Bool {
    var status = stat()
    if lstat(path, &status) == 0 { return true }
    guard errno == ENOENT else { throw SystemFailure.current("look at", path) }
    return false
  }

  func contains(_ name: String) throws(StoreError) -> Bool {
    try Self.entryExists(path + "/" + name)
  }

  /// Throws `StoreError.notPrivate` unless the database `name` and SQLite's files beside it are regular
  /// files of this user that nobody else can open. Opens none of them.
  func checkFiles(of name: String) throws(StoreError) {
    for suffix in [""] + Self.companions {
      let file = path + "/" + name + suffix
      var status = stat()
      guard fstatat(descriptor, name + suffix, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        if errno == ENOENT, !suffix.isEmpty { continue }
        throw SystemFailure.current("look at", file)
      }
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw .notPrivate(
          path: file, status.st_mode & S_IFMT == S_IFLNK ? .symbolicLink : .notARegularFile)
      }
      try Self.checkPrivate(status, file)
    }
  }

  /// Makes an empty file of mode 0600; there must be none of that name.
  func createFile(_ name: String) throws(StoreError) {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = openat(descriptor, name, flags, 0o600)
    guard file >= 0 else { throw SystemFailure.current("create", path + "/" + name) }
    defer { _ = Glibc.close(file) }
    // The umask may have taken bits away.
    guard fchmod(file, 0o600) == 0 else {
      throw SystemFailure.current("set the mode of", path + "/" + name)
    }
  }

  /// Removes a file, if there is one.
  func remove(_ name: String) throws(StoreError) {
    guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
      throw SystemFailure.current("remove", path + "/" + name)
    }
  }

  /// Renames a file and waits until that is on the disk.
  func rename(_ name: String, to newName: String) throws(StoreError) {
    guard renameat(descriptor, name, descriptor, newName) == 0 else {
      throw SystemFailure.current("rename", path + "/" + name)
    }
    guard fsync(descriptor) == 0 else { throw SystemFailure.current("sync", path) }
  }

  private static func checkPrivate(_ status: stat, _ path: String) throws(StoreError) {
    guard status.st_uid == geteuid() else {
      throw .notPrivate(path: path, .foreignOwner(uid: status.st_uid))
    }
    let mode = status.st_mode & 0o777
    guard mode & 0o077 == 0 else {
      throw .notPrivate(path: path, .openToOthers(mode: mode))
    }
  }
}
