import Glibc

/// Why a daemon cannot have its runtime directory or its sockets.
public enum SocketError: Error, Equatable, CustomStringConvertible {
  /// Another daemon holds the directory's lock. `pid` is what it wrote there, as a hint.
  case runtimeDirectoryInUse(path: String, pid: Int32?)
  /// Somebody listens on the path without holding the lock, such as systemd for a daemon that is
  /// not running yet.
  case socketInUse(path: String)
  /// A directory that must be ours alone is a symbolic link, another's, or open to writers.
  case directoryNotTrusted(path: String, reason: DirectoryFault)
  /// Something lies where the socket should be, and it is not a socket.
  case notASocket(path: String)
  /// A path of a Unix socket has at most 107 bytes, and none of them nought. Source: unix(7).
  case pathTooLong(path: String, bytes: Int)
  /// The descriptor given is not a listening Unix stream socket.
  case notAListeningSocket(descriptor: Int32)
  /// A call of the system failed; `code` is its errno.
  case systemCallFailed(name: String, path: String, code: Int32)

  public enum DirectoryFault: String, Sendable, CaseIterable {
    case notADirectory = "it is not a directory"
    case foreignOwner = "another user owns it"
    case writableByOthers = "its group or others may write to it"
  }

  public var description: String {
    switch self {
    case .runtimeDirectoryInUse(let path, let pid):
      "another daemon\(pid.map { " (pid \($0))" } ?? "") uses \(path)"
    case .socketInUse(let path): "somebody listens on \(path) already"
    case .directoryNotTrusted(let path, let reason): "\(path) cannot be used: \(reason.rawValue)"
    case .notASocket(let path): "\(path) exists and is not a socket"
    case .pathTooLong(let path, let bytes):
      "\(path) has \(bytes) bytes, a Unix socket's path at most 107"
    case .notAListeningSocket(let descriptor):
      "descriptor \(descriptor) is not a listening Unix stream socket"
    case .systemCallFailed(let name, let path, let code):
      "\(name) failed on \(path): \(strerror(code).map { String(cString: $0) } ?? "error \(code)")"
    }
  }
}
