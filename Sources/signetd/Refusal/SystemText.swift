import Glibc

/// The system's words for an errno.
enum SystemText {
  static func of(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }
}
