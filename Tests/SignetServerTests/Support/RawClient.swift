import Glibc

/// A client that sends and receives plain bytes on a Unix socket, blocking, so that a test decides
/// what goes over the wire and when.
final class RawClient {
  private var descriptor: CInt
  private var unread: ArraySlice<UInt8> = []

  struct Failure: Error {
    var step: String
    var code: CInt
  }

  /// One answer, as it was on the wire.
  struct Answer {
    var status: Int
    var head: String
    var body: String

    /// The value of a header; nil where it is missing.
    func header(_ name: String) -> String? {
      for line in head.split(separator: "\r\n").dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        if parts.count == 2, parts[0].lowercased() == name.lowercased() {
          return String(parts[1].drop { $0 == " " })
        }
      }
      return nil
    }
  }

  init(path: String) throws {
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(step: "socket", code: errno) }
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
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard connected == 0 else { throw Failure(step: "connect", code: errno) }
  }

  deinit { hangUp() }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(step: "send", code: errno) }
      sent += count
    }
  }

  /// Says that no more will be sent; answers can still come.
  func endSending() { shutdown(descriptor, CInt(SHUT_WR)) }

  func hangUp() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// Reads on. False at the end of the stream.
  private func fill() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count >= 0 else { throw Failure(step: "recv", code: errno) }
    unread += buffer.prefix(count)
    return count > 0
  }

  /// Everything up to the end of the stream.
  func readToEnd() throws -> String {
    while try fill() {}
    defer { unread = [] }
    return String(decoding: unread, as: UTF8.self)
  }

  /// Reads one answer. `bodyless` for the answer to a HEAD.
  func readAnswer(bodyless: Bool = false) throws -> Answer {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let start = unread.firstRange(of: end) {
        let head = String(decoding: unread[..<start.lowerBound], as: UTF8.self)
        let status = Int(head.split(separator: " ", maxSplits: 2).dropFirst().first ?? "") ?? 0
        var answer = Answer(status: status, head: head, body: "")
        let length = bodyless ? 0 : Int(answer.header("Content-Length") ?? "0") ?? 0
        while unread.endIndex < start.upperBound + length {
          guard try fill() else { throw Failure(step: "body", code: 0) }
        }
        let body = unread[start.upperBound..<start.upperBound + length]
        answer.body = String(decoding: body, as: UTF8.self)
        unread = unread[(start.upperBound + length)...]
        return answer
      }
      guard try fill() else { throw Failure(step: "head", code: 0) }
    }
  }

  /// Reads the head of an answer, and leaves its body.
  func readHead() throws -> Answer {
    let head = try readText(upTo: "\r\n\r\n")
    let status = Int(head.split(separator: " ", maxSplits: 2).dropFirst().first ?? "") ?? 0
    return Answer(status: status, head: head, body: "")
  }

  /// Reads one chunk of a body in the chunked coding; empty: it was the last. Source: RFC 9112 §7.1.
  func readChunk() throws -> String {
    guard let size = Int(try readText(upTo: "\r\n"), radix: 16) else {
      throw Failure(step: "chunk", code: 0)
    }
    while unread.count < size + 2 {
      guard try fill() else { throw Failure(step: "chunk", code: 0) }
    }
    defer { unread = unread.dropFirst(size + 2) }
    return String(decoding: unread.prefix(size), as: UTF8.self)
  }

  private func readText(upTo end: String) throws -> String {
    while true {
      if let found = unread.firstRange(of: Array(end.utf8)) {
        defer { unread = unread[found.upperBound...] }
        return String(decoding: unread[..<found.lowerBound], as: UTF8.self)
      }
      guard try fill() else { throw Failure(step: "end", code: 0) }
    }
  }

  /// Whether the stream ends here, without another byte.
  func isAtEnd() throws -> Bool { unread.isEmpty ? try !fill() : false }
}
