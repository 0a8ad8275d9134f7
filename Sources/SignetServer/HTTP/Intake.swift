import NIOCore

/// Stands before the parser: tells the connection that bytes have come, and keeps them from the
/// parser when nobody wants them any more.
final class Intake: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard connection.acceptsInput else {
      SensitiveBuffer.wipe(unwrapInboundIn(data))
      return
    }
    connection.bytesArrived()
    context.fireChannelRead(data)
  }
}
