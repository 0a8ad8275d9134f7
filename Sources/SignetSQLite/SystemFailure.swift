internal import Glibc
internal import SignetCore

/// A system call's `errno` as a `StoreError`.
enum SystemFailure {
  /// To be called right after the system call.
  static func current(_ action: String, _ path: String) -> StoreError {
    let code = errno
    switch code {
    case ENOSPC, EDQUOT: return .full
    case EROFS: return .readOnly
    default: return .io("cannot \(action) \(path): \(String(cString: strerror(code)))")
    }
  }
}
