internal import CSystemd
internal import Glibc

/// Listening sockets that the service manager holds for the service, and goes on to hold while it
/// is restarted.
///
/// Source: sd_listen_fds_with_names(3).
public enum SocketActivation {
  /// A descriptor with the name that its unit gives it (`FileDescriptorName=`). Their order means
  /// nothing: it differs from start to start.
  public struct Socket: Equatable, Sendable {
    public let name: String
    public let descriptor: CInt
  }

  /// What was handed over to this process; empty where nothing was. Throws the errno.
  public static func sockets() throws(ActivationError) -> [Socket] {
    var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let count = sd_listen_fds_with_names(0, &names)
    guard count >= 0 else { throw ActivationError(code: -count) }
    defer {
      for place in 0..<Int(count) { free(names?[place]) }
      free(names)
    }
    return (0..<count).map { place in
      let name = names?[Int(place)].map { String(cString: $0) } ?? ""
      return Socket(name: name, descriptor: SD_LISTEN_FDS_START + place)
    }
  }
}

/// The service manager's environment contradicts itself.
public struct ActivationError: Error, Equatable, Sendable {
  /// An errno.
  public let code: CInt
}
