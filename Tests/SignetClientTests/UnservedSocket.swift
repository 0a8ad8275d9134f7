import Glibc

/// A socket file that a socket is bound to and nobody listens on.
final class UnservedSocket {
  struct Failure: Error {
    let code: CInt
  }

  let path: String
  private let folder: String
  private let descriptor: CInt

  init() throws {
    var template = Array("/tmp/signet-client-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(code: errno) }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = folder + "/signet.sock"
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
    guard bound == 0 else { throw Failure(code: errno) }
  }

  deinit {
    close(descriptor)
    unlink(path)
    rmdir(folder)
  }
}
