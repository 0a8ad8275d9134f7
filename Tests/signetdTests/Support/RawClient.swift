import Foundation
import SignetTestProcesses

/// A client that sends and receives plain bytes on a Unix socket, blocking, so that both ends of
/// the wire are checked and not one against itself.
final class RawClient {
  private let descriptor: CInt
  private var unread: [UInt8] = []

  /// The connection ended before the answer did.
  struct Ended: Error {}

  init(path: String) throws {
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure("socket: errno \(errno)") }
    // A test that waits for what never comes fails instead of hanging.
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let connected = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard connected == 0 else {
      let code = errno
      // Closed by `deinit`, which runs all the same: a second time it would be somebody else's.
      throw Failure("connect to \(path): errno \(code)")
    }
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Ended() }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until the other end has taken all that was sent. Source: unix(7), SIOCOUTQ.
  func waitUntilTaken() throws {
    var left: CInt = 1
    for _ in 0..<60_000 where left > 0 {
      guard ioctl(descriptor, UInt(TIOCOUTQ), &left) == 0 else {
        throw Failure("ioctl: errno \(errno)")
      }
      if left > 0 { usleep(1_000) }
    }
    guard left == 0 else { throw Failure("\(left) bytes were never read") }
  }

  func call(_ request: Request) throws -> Answer {
    try send(request.bytes)
    return try answer(toHEAD: request.method == "HEAD")
  }

  /// The next answer. Throws `Ended` where the connection ends first.
  func answer(toHEAD isHEAD: Bool = false) throws -> Answer {
    let mark = Array("\r\n\r\n".utf8)
    while true {
      if let end = unread.firstRange(of: mark) {
        let head = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
        unread.removeSubrange(..<end.upperBound)
        var answer = try Answer(head: head)
        if answer.hasBody, !isHEAD { answer.body = try take(answer.length) }
        return answer
      }
      try receive()
    }
  }

  /// The head of an answer whose body is a stream.
  func head() throws -> Answer { try Answer(head: try text(upTo: "\r\n\r\n")) }

  /// The next chunk of such a body; empty: it was the last. Source: RFC 9112 §7.1.
  func chunk() throws -> String {
    guard let size = Int(try text(upTo: "\r\n"), radix: 16) else { throw Failure("no chunk") }
    return String(decoding: try take(size + 2).dropLast(2), as: UTF8.self)
  }

  private func text(upTo end: String) throws -> String {
    while true {
      if let found = unread.firstRange(of: Array(end.utf8)) {
        defer { unread.removeSubrange(..<found.upperBound) }
        return String(decoding: unread[..<found.lowerBound], as: UTF8.self)
      }
      try receive()
    }
  }

  private func take(_ count: Int) throws -> [UInt8] {
    while unread.count < count { try receive() }
    defer { unread.removeFirst(count) }
    return Array(unread.prefix(count))
  }

  /// Whether nothing but the end of the connection comes.
  func endsWithoutAnswer() -> Bool {
    do {
      try receive()
      return false
    } catch {
      return error is Ended && unread.isEmpty
    }
  }

  private func receive() throws {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    var count: Int
    repeat {
      count = recv(descriptor, &buffer, buffer.count, 0)
    } while count < 0 && errno == EINTR
    if count < 0, errno == EAGAIN { throw Failure("no answer came") }
    guard count > 0 else { throw Ended() }
    unread += buffer[..<count]
  }
}
