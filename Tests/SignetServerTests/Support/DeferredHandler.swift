import Glibc
import NIOCore
import NIOHTTP1
import SignetServer
import Synchronization

/// Answers when the test says so. Requests for `/now` are answered at once.
final class DeferredHandler: RequestHandler {
  struct Asked {
    var request: HTTPRequest
    var promise: EventLoopPromise<HTTPResponse>
  }

  private let asked = Mutex<[Asked]>([])
  private let total = Mutex(0)
  private let cancelled = Mutex(0)

  func handle(_ request: HTTPRequest, on loop: any EventLoop) -> HTTPReply {
    if request.path == "/now" { return .now(EchoHandler.echo(request)) }
    let promise = loop.makePromise(of: HTTPResponse.self)
    asked.withLock { $0.append(Asked(request: request, promise: promise)) }
    total.withLock { $0 += 1 }
    return .later(
      promise.futureResult, cancel: { self.cancelled.withLock { $0 += 1 } })
  }

  /// How many requests have come that were not answered at once.
  var count: Int { total.withLock { $0 } }

  /// How many clients went before their answer came.
  var cancelledCount: Int { cancelled.withLock { $0 } }

  /// Waits for the next request that is not answered yet.
  func next() throws -> Asked {
    for _ in 0..<5_000 {
      if let first = asked.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return first }
      usleep(1_000)
    }
    throw RawClient.Failure(step: "request", code: 0)
  }
}

extension DeferredHandler.Asked {
  func answer() { promise.succeed(EchoHandler.echo(request)) }
}
