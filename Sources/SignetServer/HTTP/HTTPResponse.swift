public import NIOCore
public import NIOHTTP1

/// An answer: whole, or the head of a stream. The engine adds `Request-Id`, `Connection`, and
/// `Content-Length` or what a stream needs instead.
public struct HTTPResponse: Sendable {
  /// Status line and the header fields that are known before the request.
  public var fixed: ResponseTemplate
  /// The header fields of this answer only.
  public var headers: [(name: String, value: String)]
  public var body: ByteBuffer
  /// Overwrite the body's bytes as soon as they have been handed to the kernel, or at once where
  /// that can no longer happen. The bytes must not be shared with a buffer that lives on.
  public var wipeAfterWrite: Bool
  /// Makes the body while it is sent; `body` is not looked at then. Requests that come behind it on
  /// the connection are answered when it has ended.
  public var stream: StreamSource?

  public init(
    _ fixed: ResponseTemplate, headers: [(name: String, value: String)] = [],
    body: ByteBuffer = ByteBuffer(), wipeAfterWrite: Bool = false
  ) {
    self.fixed = fixed
    self.headers = headers
    self.body = body
    self.wipeAfterWrite = wipeAfterWrite
  }

  /// An answer whose fixed part is rendered for it alone.
  public init(
    status: HTTPResponseStatus, contentType: String? = nil,
    headers: [(name: String, value: String)] = [], body: ByteBuffer = ByteBuffer(),
    wipeAfterWrite: Bool = false
  ) {
    self.init(
      ResponseTemplate(status: status, contentType: contentType), headers: headers, body: body,
      wipeAfterWrite: wipeAfterWrite)
  }

  /// The head of a stream. Its status must be one that has a body.
  public init(
    _ fixed: ResponseTemplate, headers: [(name: String, value: String)] = [],
    stream: @escaping StreamSource
  ) {
    self.init(fixed, headers: headers)
    self.stream = stream
  }
}
