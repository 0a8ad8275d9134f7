import NIOCore

/// A request whose header has been read and whose body is on its way.
struct IncomingRequest {
  let head: RequestHead
  private let bodyLimit: Int
  private var body = ByteBuffer()
  private let allowance: BodyAllowance?
  /// The client waits to be told to go on before it sends the body.
  private(set) var awaitsContinue: Bool

  /// Throws `EngineRefusal.bodyTooLarge` where the client says so itself.
  init(
    head: RequestHead, bodyLimit: Int, inspection: HeadInspection, budget: BodyBudget?
  ) throws(EngineRefusal) {
    let length = inspection.contentLength ?? 0
    guard length <= bodyLimit else { throw .bodyTooLarge(limit: bodyLimit) }
    let hasBody = length > 0 || inspection.isChunked
    allowance = hasBody ? budget?.allowance(of: head.peer.uid) : nil
    self.head = head
    self.bodyLimit = bodyLimit
    awaitsContinue = head.isHTTP11 && inspection.expectsContinue && hasBody
  }

  /// Throws `EngineRefusal.bodyTooLarge` and `.noRoomForBody`.
  mutating func append(_ bytes: ByteBuffer) throws(EngineRefusal) {
    awaitsContinue = false
    do throws(EngineRefusal) {
      guard body.readableBytes + bytes.readableBytes <= bodyLimit else {
        throw .bodyTooLarge(limit: bodyLimit)
      }
      // Counted as they come: who announces much and sends little takes nobody's room.
      guard allowance?.grow(by: bytes.readableBytes) ?? true else { throw .noRoomForBody }
    } catch {
      SensitiveBuffer.wipe(bytes)
      discard()
      throw error
    }
    SensitiveBuffer.move(bytes, to: &body, atMost: bodyLimit)
  }

  mutating func didSendContinue() { awaitsContinue = false }

  /// The request as a whole; its last byte has come.
  func complete() -> HTTPRequest { HTTPRequest(head: head, body: body, allowance: allowance) }

  /// Forgets what has come of the body.
  func discard() { SensitiveBuffer.wipe(body) }
}
