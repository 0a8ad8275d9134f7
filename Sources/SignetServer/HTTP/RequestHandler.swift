public import NIOCore
import SignetAPI

/// What answers the requests of one socket.
///
/// All four are called on the connection's event loop and must not block it. Requests of one
/// connection come one at a time, each after the answer to the one before.
public protocol RequestHandler: Sendable {
  /// How many bytes of body the request may have; asked before the first of them is read.
  func bodyLimit(for head: RequestHead, default: Int) -> Int

  /// Whether there is anything at the head's method and path for this socket.
  ///
  /// Asked where the engine would refuse the request for its header or its body. If not, `handle`
  /// gets it instead, without a body: what the answer shows must not depend on such refusals.
  func serves(_ head: RequestHead) -> Bool

  /// Answers a request, now or later.
  ///
  /// A future that fails is answered as `EngineRefusal.handlerFailed`. If the client goes
  /// meanwhile the answer is dropped, and wiped where it says so.
  func handle(_ request: HTTPRequest, on loop: any EventLoop) -> HTTPReply

  /// Words the engine's own refusals.
  func response(to refusal: EngineRefusal, requestID: RequestID) -> HTTPResponse
}

extension RequestHandler {
  public func bodyLimit(for head: RequestHead, default limit: Int) -> Int { limit }

  public func serves(_ head: RequestHead) -> Bool { true }

  public func response(to refusal: EngineRefusal, requestID: RequestID) -> HTTPResponse {
    Problem(refusal).response(requestID: requestID)
  }
}

/// A handler's answer.
public enum HTTPReply {
  /// It is there: the hot path, which never leaves the event loop.
  case now(HTTPResponse)
  /// It will be. The future may belong to any event loop. `cancel` is called if the client goes
  /// before: nobody waits for the answer any more. The future must still come to its end.
  case later(EventLoopFuture<HTTPResponse>, cancel: (@Sendable () -> Void)? = nil)
}
