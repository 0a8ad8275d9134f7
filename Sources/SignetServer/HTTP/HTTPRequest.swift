public import NIOCore
public import NIOHTTP1

/// A request that has arrived whole.
public struct HTTPRequest: Sendable {
  public let head: RequestHead
  /// The bytes of the body. They are overwritten once the answer is decided, for they may hold a
  /// secret: who needs them longer copies them.
  public let body: ByteBuffer
  /// Keeps the body's bytes counted.
  let allowance: BodyAllowance?

  public var id: RequestID { head.id }
  public var peer: Peer { head.peer }
  public var method: HTTPMethod { head.method }
  public var path: Substring { head.path }
  public var query: Substring? { head.query }
  public var headers: HTTPHeaders { head.headers }
}
