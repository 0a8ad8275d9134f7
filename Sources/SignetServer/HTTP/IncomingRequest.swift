import NIOCore

/// A request whose header has been read and whose body is on its way.
struct IncomingRequest {
  let head: RequestHead
  private let bodyLimit: Int
  private var body = ByteBuffer()
  private let allowance: BodyAllowance?
  /// The client waits to be told to go on before it sends the body.
  private(set) var awaitsContinue: Bool

  /// Throws `EngineRefusal.bodyTooLarge` and `.noRoomForBody`.
  init(
    head: RequestHead, bodyLimit: Int, inspection: HeadInspection, budget: BodyBudget?
  ) throws(EngineRefusal) {
    let length = inspection.contentLength ?? 0
    guard length <= bodyLimit else { throw .bodyTooLarge(limit: bodyLimit) }
    // A chunked body does not say how long it will be.
    let room = inspection.isChunked ? bodyLimit : length
    if let budget, room > 0 {
      guard let taken = budget.take(room, by: head.peer.uid) else { throw .noRoomForBody }
      allowance = taken
    } else {
      allowance = nil
    }
    self.head = head
    self.bodyLimit = bodyLimit
    awaitsContinue =
      head.isHTTP11 && inspection.expectsContinue && (length > 0 || inspection.isChunked)
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
  func complete() -> HTTPRequest { HTTPRequest(head: head, body: body, allowance: allowance) }

  /// Forgets what has come of the body.
  func discard() { SensitiveBuffer.wipe(body) }
}
