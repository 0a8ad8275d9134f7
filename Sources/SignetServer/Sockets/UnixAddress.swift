import Glibc

/// The address of a Unix socket in the file system.
struct UnixAddress {
  private var address = sockaddr_un()
  private let length: socklen_t

  /// Throws `SocketError.pathTooLong` where the path and its end do not fit.
  init(path: String) throws(SocketError) {
    let bytes = Array(path.utf8)
    let capacity = MemoryLayout.size(ofValue: address.sun_path)
    guard bytes.count < capacity, !bytes.isEmpty, !bytes.contains(0) else {
      throw .pathTooLong(path: path, bytes: bytes.count)
    }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    length = socklen_t(MemoryLayout<sockaddr_un>.size)
  }

  /// Lends the address in the form that `bind` and `connect` take.
  func withSocketAddress<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    withUnsafePointer(to: address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }
}
