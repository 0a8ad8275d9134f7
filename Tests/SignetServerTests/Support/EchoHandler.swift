import NIOCore
import NIOHTTP1
import SignetServer

/// Says what it was asked, at once.
struct EchoHandler: RequestHandler {
  func handle(_ request: HTTPRequest, on loop: any EventLoop) -> HTTPReply {
    .now(Self.echo(request))
  }

  static func echo(_ request: HTTPRequest) -> HTTPResponse {
    let query = request.query.map { "?" + $0 } ?? ""
    let text = "\(request.method) \(request.path)\(query) [\(String(buffer: request.body))]"
    return HTTPResponse(status: .ok, contentType: "text/plain", body: ByteBuffer(string: text))
  }

  func bodyLimit(for head: RequestHead, default limit: Int) -> Int {
    head.path == "/batch" ? 1024 * 1024 : limit
  }
}
