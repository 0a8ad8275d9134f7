import Foundation
import SignetTestProcesses

/// What a service manager listens on (`$NOTIFY_SOCKET`), as a datagram socket of the test's.
final class NotifySocket {
  let path: String
  private let descriptor: CInt

  init(in folder: String) throws {
    path = folder + "/notify"
    descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let bound = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0 else { throw Failure("no notify socket: errno \(errno)") }
    limit(seconds: 30)
  }

  /// How long `next` waits.
  func limit(seconds: Double) {
    var limit = timeval(
      tv_sec: Int(seconds), tv_usec: Int(seconds * 1_000_000) % 1_000_000)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// The next message's lines. Throws if none comes in time.
  func next() throws -> [String] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count >= 0 else { throw Failure("the daemon says nothing: errno \(errno)") }
    return String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Messages up to the one that holds `line`.
  func messages(until line: String) throws -> [[String]] {
    try messages { $0.contains(line) }
  }

  /// Messages up to the one that `isLast` holds for.
  func messages(until isLast: ([String]) -> Bool) throws -> [[String]] {
    var messages: [[String]] = []
    while messages.last.map(isLast) != true { messages.append(try next()) }
    return messages
  }
}
