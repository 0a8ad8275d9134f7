internal import Glibc
internal import SignetCore

/// The first 100 bytes of a database file ("The Database Header", sqlite.org/fileformat2.html),
/// read before SQLite opens it: SQLite may write to a file in opening it, and ours only.
enum DatabaseHeader {
  /// "Sgnt". Set when the file is made, before it gets its name, so it is in the file itself and
  /// not only in its log.
  static let applicationID: UInt32 = 0x5367_6e74

  private static let length = 100
  private static let magic = Array("SQLite format 3\0".utf8)
  private static let applicationIDOffset = 68

  /// Throws `StoreError.corrupt` unless the file begins like a store of ours. Must not be called
  /// while this process has the file open, for closing it drops the locks.
  static func check(_ path: String) throws(StoreError) {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw SystemFailure.current("open", path) }
    defer { _ = Glibc.close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: length)
    let count = pread(descriptor, &bytes, length, 0)
    guard count >= 0 else { throw SystemFailure.current("read", path) }
    guard count == length, bytes.starts(with: magic) else {
      throw .corrupt("\(path) is not an SQLite database")
    }
    let found = bytes[applicationIDOffset..<applicationIDOffset + 4]
      .reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard found == applicationID else {
      throw .corrupt("\(path) is a database of another program (application id \(found))")
    }
  }
}
