import Glibc
import SignetTestProcesses

/// A connection over a Unix socket, and what of it is not read yet.
struct UnixConnection {
  let descriptor: CInt
  var unread: [UInt8] = []

  init(to path: String) throws {
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure("socket: errno \(errno)") }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let connected = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard connected == 0 else { throw Failure("connect to \(path): errno \(errno)") }
  }

  func send(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure("send: errno \(errno)") }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads what there is, and waits for something if there is nothing.
  mutating func receive() throws {
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { throw Failure("the daemon closed the connection: errno \(errno)") }
    unread += buffer[..<count]
  }

  /// The next answer, if all of it has come: its status and its body.
  mutating func answer() throws -> (status: Int, body: String)? {
    guard let end = unread.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
    let lines = head.split(separator: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { throw Failure("not an answer: \(head)") }
    let length = lines.lazy.compactMap { line -> Int? in
      guard line.lowercased().hasPrefix("content-length:") else { return nil }
      return Int(line.dropFirst(15).filter(\.isNumber))
    }.first
    let whole = end.upperBound + (length ?? 0)
    guard unread.count >= whole else { return nil }
    let body = String(decoding: unread[end.upperBound..<whole], as: UTF8.self)
    unread.removeFirst(whole)
    return (status, body)
  }

  /// Sends a request and waits for its answer; throws unless it is one of success.
  mutating func call(_ request: String) throws -> String {
    try send(request)
    while true {
      if let (status, body) = try answer() {
        guard (200..<300).contains(status) else { throw Failure("\(status): \(body)") }
        return body
      }
      try receive()
    }
  }

  static func post(_ path: String, _ body: String) -> String {
    "POST \(path) HTTP/1.1\r\nHost: signet\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}

/// The number that follows `"name":` in JSON of the daemon's.
func number(_ name: String, in text: some StringProtocol) -> UInt64? {
  guard let start = text.firstRange(of: "\"\(name)\":")?.upperBound else { return nil }
  return UInt64(text[start...].prefix { $0.isNumber })
}

/// The text that follows `"name":"`.
func word(_ name: String, in text: some StringProtocol) -> String? {
  guard let start = text.firstRange(of: "\"\(name)\":\"")?.upperBound else { return nil }
  return String(text[start...].prefix { $0 != "\"" })
}
