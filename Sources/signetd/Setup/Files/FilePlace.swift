import Glibc

/// Where a file is to be.
enum FilePlace {
  /// The folder that `path` lies in.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Throws `FileFault.exists` where there is anything under this name, a dangling link included.
  static func requireFree(_ path: String) throws(FileFault) {
    var status = stat()
    if lstat(path, &status) == 0 { throw .exists(path: path) }
    guard errno == ENOENT else { throw .cannotWrite(path: path, code: errno) }
  }

  /// Throws where the folder that `path` lies in is missing or takes no writes.
  static func requireWritableFolder(of path: String) throws(FileFault) {
    let folder = folder(of: path)
    var status = stat()
    guard stat(folder, &status) == 0 else { throw .cannotWrite(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .cannotWrite(path: path, code: ENOTDIR) }
    guard access(folder, W_OK) == 0 else { throw .cannotWrite(path: path, code: errno) }
  }

  /// Throws where somebody else than root could exchange what lies in the folder of `path`: it and
  /// each above it must be root's, and closed to others' writes or sticky.
  static func requireOnlyRootMoves(_ path: String) throws(FileFault) {
    guard let resolved = realpath(folder(of: path), nil) else {
      throw .cannotWrite(path: path, code: errno)
    }
    defer { free(resolved) }
    var place = String(cString: resolved)
    while true {
      var status = stat()
      guard lstat(place, &status) == 0 else { throw .cannotWrite(path: path, code: errno) }
      let isSticky = status.st_mode & S_ISVTX != 0
      guard status.st_uid == 0, isSticky || status.st_mode & 0o022 == 0 else {
        throw .folderOfOthers(path: place)
      }
      if place == "/" { return }
      place = folder(of: place)
    }
  }

  /// Brings the names in `folder` to the disk. Answers 0 or an errno.
  static func sync(_ folder: String) -> Int32 {
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { return errno }
    defer { close(directory) }
    return fsync(directory) == 0 ? 0 : errno
  }
}
