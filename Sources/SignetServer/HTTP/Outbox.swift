import NIOCore

/// What is to be written to one connection, gathered so that a batch of small answers is one call
/// of the system.
///
/// A class, because handing bytes to the channel can call back into the connection, which then
/// writes more.
final class Outbox {
  /// A body up to this size is copied behind its head; a larger one is written from where it is.
  private static let copyLimit = 4 * 1024
  private static let keptCapacity = 32 * 1024

  private var gathered = ByteBuffer()
  private var needsFlush = false

  func append(_ text: StaticString) { gathered.writeStaticString(text) }

  func append(
    headOf response: HTTPResponse, id: RequestID, persistence: ResponseWriter.Persistence,
    coding: BodyCoding? = nil
  ) {
    ResponseWriter.writeHead(
      of: response, id: id, persistence: persistence, coding: coding, to: &gathered)
  }

  /// A piece of a stream; it must not be empty, for that would be the end.
  func append(_ piece: ByteBuffer, as coding: BodyCoding) {
    ResponseWriter.write(piece, as: coding, to: &gathered)
  }

  func append(endOf coding: BodyCoding) { ResponseWriter.writeEnd(of: coding, to: &gathered) }

  /// A body that has to be wiped is never copied: it goes to the kernel from its own buffer, which
  /// is overwritten when that is done or has failed.
  func append(bodyOf response: HTTPResponse, in context: ChannelHandlerContext) {
    let body = response.body
    if response.wipeAfterWrite {
      handOver(to: context)
      let written = context.eventLoop.makePromise(of: Void.self)
      written.futureResult.assumeIsolated().whenComplete { _ in SensitiveBuffer.wipe(body) }
      write(body, to: context, promise: written)
    } else if body.readableBytes <= Self.copyLimit {
      gathered.writeImmutableBuffer(body)
    } else {
      handOver(to: context)
      write(body, to: context, promise: nil)
    }
  }

  /// Whether so much has been gathered that it should go out before more is added.
  var isLarge: Bool { gathered.readableBytes > Self.keptCapacity / 2 }

  /// Passes everything on to the kernel as far as it takes it.
  func flush(to context: ChannelHandlerContext) {
    // Taken out first: whoever is called back during the flush begins a batch of its own.
    var batch = gathered
    gathered = ByteBuffer()
    if batch.readableBytes > 0 { write(batch, to: context, promise: nil) }
    guard needsFlush else {
      gathered = batch
      return
    }
    needsFlush = false
    context.flush()
    guard gathered.capacity == 0, batch.capacity <= Self.keptCapacity else { return }
    // The channel seldom holds the storage still, and then it is used again as it is.
    batch.clear()
    gathered = batch
  }

  /// Calls back when everything written so far is with the kernel, or can no longer be.
  func finish(to context: ChannelHandlerContext, then body: @escaping () -> Void) {
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenComplete { _ in body() }
    let batch = gathered
    gathered = ByteBuffer()
    write(batch, to: context, promise: written)
    flush(to: context)
  }

  private func handOver(to context: ChannelHandlerContext) {
    guard gathered.readableBytes > 0 else { return }
    write(gathered, to: context, promise: nil)
    gathered = ByteBuffer()
  }

  private func write(
    _ bytes: ByteBuffer, to context: ChannelHandlerContext, promise: EventLoopPromise<Void>?
  ) {
    needsFlush = true
    context.write(NIOAny(bytes), promise: promise)
  }
}
