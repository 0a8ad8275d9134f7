import NIOCore

/// A request whose header has been read and whose body is on its way.
struct IncomingRequest {
  let head: RequestHead
  private let bodyLimit: Int
  private var body = ByteBuffer()
  /// The client waits to be told to go on before it sends the body.
  private(set) var awaitsContinue: Bool

  init(head: RequestHead, bodyLimit: Int, inspection: HeadInspection) throws(EngineRefusal) {
    let length = inspection.contentLength ?? 0
    guard length <= bodyLimit else { throw .bodyTooLarge(limit: bodyLimit) }
    self.head = head
    self.bodyLimit = bodyLimit
    awaitsContinue =
      head.isHTTP11 && inspection.expectsContinue && (length > 0 || inspection.isChunked)
    if length > 0 { body.reserveCapacity(length) }
  }

  /// Throws `EngineRefusal.bodyTooLarge`.
  mutating func append(_ bytes: ByteBuffer) throws(EngineRefusal) {
    awaitsContinue = false
    guard body.readableBytes + bytes.readableBytes <= bodyLimit else {
      SensitiveBuffer.wipe(bytes)
      discard()
      throw .bodyTooLarge(limit: bodyLimit)
    }
    SensitiveBuffer.move(bytes, to: &body, atMost: bodyLimit)
  }

  mutating func didSendContinue() { awaitsContinue = false }

  /// The request as a whole; its last byte has come.
  func complete() -> HTTPRequest { HTTPRequest(head: head, body: body) }

  /// Forgets what has come of the body.
  func discard() { SensitiveBuffer.wipe(body) }
}
