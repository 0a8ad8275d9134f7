public import NIOHTTP1

/// A request without its body: what a limit or a route is chosen by.
public struct RequestHead: Sendable {
  public let id: RequestID
  public let peer: Peer
  public let method: HTTPMethod
  /// The request target's path, still percent-encoded.
  public let path: Substring
  /// What follows the first `?`, still percent-encoded; nil where there is none.
  public let query: Substring?
  public let headers: HTTPHeaders
  /// Whether the client can send another request after this one.
  let keepsAlive: Bool
  /// Whether the client speaks HTTP/1.1, and so keeps a connection without being told.
  let isHTTP11: Bool

  init(
    id: RequestID, peer: Peer, method: HTTPMethod, target: String, headers: HTTPHeaders,
    keepsAlive: Bool, isHTTP11: Bool
  ) {
    self.id = id
    self.peer = peer
    self.method = method
    self.headers = headers
    self.keepsAlive = keepsAlive
    self.isHTTP11 = isHTTP11
    (path, query) = Self.split(target)
  }

  /// The value of a header that occurs once; nil where it is missing or occurs more than once,
  /// for then nobody can say which one counts.
  public func header(_ name: String) -> String? {
    let values = headers[name]
    return values.count == 1 ? values.first : nil
  }

  /// Path and query of a target in origin form, absolute form (the authority is dropped) or
  /// asterisk form. Source: RFC 9112 §3.2.
  private static func split(_ target: String) -> (Substring, Substring?) {
    var rest = target[...]
    if rest.utf8.first != UInt8(ascii: "/"), let scheme = rest.end(of: "://") {
      let authority = rest[scheme...]
      let end = authority.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
      rest = end.map { authority[$0...] } ?? "/"
    }
    guard let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (rest, nil) }
    let path = rest[..<mark]
    return (path.isEmpty ? "/" : path, rest[rest.utf8.index(after: mark)...])
  }
}

extension Substring {
  /// Where the text after the first occurrence of `text` begins.
  fileprivate func end(of text: StaticString) -> Index? {
    let pattern = text.withUTF8Buffer { Array($0) }
    var start = utf8.startIndex
    while start < utf8.endIndex {
      if utf8[start...].starts(with: pattern) {
        return utf8.index(start, offsetBy: pattern.count)
      }
      start = utf8.index(after: start)
    }
    return nil
  }
}
