import Glibc
import SignetTestProcesses

/// A socket file that a socket is bound to and nobody listens on.
final class UnservedSocket {
  let path: String
  private let folder: TemporaryFolder
  private let descriptor: CInt

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/signet.sock"
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let bound = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0 else { throw Failure("no socket at \(path): errno \(errno)") }
  }

  deinit { close(descriptor) }
}
