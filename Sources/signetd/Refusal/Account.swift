import Glibc

/// The account that the daemon runs as.
enum Account {
  /// Its name, or its number where it has none.
  static var name: String {
    guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else {
      return String(geteuid())
    }
    return String(cString: name)
  }
}
