/// Why the engine itself answers a request or a connection, before or instead of a handler.
public enum EngineRefusal: Error, Sendable, Hashable {
  /// Not HTTP/1.x as RFC 9112 has it, or framed in a way that two readers could read differently.
  case malformedRequest(Malformation)
  /// Origin, Referer or Sec-Fetch-Site is there: a browser sent it.
  case browserRequest
  /// The header is above its limit, in bytes.
  case headerTooLarge(limit: Int)
  /// The body is, or says it will be, above its limit, in bytes.
  case bodyTooLarge(limit: Int)
  /// Other requests' bodies take all the memory there is for them.
  case noRoomForBody
  /// An `Expect` other than `100-continue`.
  case expectationFailed
  /// The request did not arrive whole in time.
  case requestTimeout
  /// The socket has all the connections it may have.
  case tooManyConnections
  /// One uid has all the connections it may have.
  case tooManyConnectionsOfUser
  /// The handler's answer failed. The handler is there to prevent it; nothing is known about why.
  case handlerFailed

  var isMalformation: Bool {
    if case .malformedRequest = self { true } else { false }
  }

  public enum Malformation: String, Sendable, Hashable {
    case syntax = "the request is not well-formed HTTP/1.1"
    case hostMissing = "an HTTP/1.1 request has exactly one Host"
    case lengthAmbiguous = "Content-Length and Transfer-Encoding contradict each other"
    case transferEncoding = "the only transfer encoding understood is chunked"
    case target = "the request target is not a path"
    case truncated = "the connection ended in the middle of the request"
  }
}
