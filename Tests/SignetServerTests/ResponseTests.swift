import NIOCore
import NIOHTTP1
import Testing

@testable import SignetServer

@Suite("An answer")
struct ResponseTests {
  static let id = RequestID(high: 0x0123_4567_89ab_cdef, low: 0xf)

  static func head(
    _ response: HTTPResponse, _ persistence: ResponseWriter.Persistence = .implied
  ) -> String {
    var buffer = ByteBuffer()
    ResponseWriter.writeHead(of: response, id: id, persistence: persistence, to: &buffer)
    return String(buffer: buffer)
  }

  @Test("is rendered to the byte")
  func rendered() {
    let template = ResponseTemplate(
      status: .ok, contentType: "application/json", headers: [("X-Fixed", "1")])
    let response = HTTPResponse(
      template, headers: [("ETag", "\"a\"")], body: ByteBuffer(string: "{}"))
    #expect(
      Self.head(response) == """
        HTTP/1.1 200 OK\r
        Cache-Control: no-store\r
        Content-Type: application/json\r
        X-Fixed: 1\r
        ETag: "a"\r
        Content-Length: 2\r
        Request-Id: 0123456789abcdef000000000000000f\r
        \r

        """)
  }

  @Test("has a length, if its status has a body", arguments: [200, 201, 204, 304, 404, 503])
  func length(status: Int) {
    let text = Self.head(HTTPResponse(status: HTTPResponseStatus(statusCode: status)))
    #expect(text.contains("Content-Length: 0") == ![204, 304].contains(status))
  }

  @Test("cannot be split by a value with line ends")
  func noSplitting() {
    let response = HTTPResponse(
      status: .custom(code: 299, reasonPhrase: "a\r\nb"), contentType: "c\r\nd: e",
      headers: [("f\r\ng", "h\r\n\r\ni")])
    let lines = Self.head(response, .close).split(separator: "\r\n")
    #expect(
      lines == [
        "HTTP/1.1 299 a  b", "Cache-Control: no-store", "Content-Type: c  d: e", "f  g: h    i",
        "Content-Length: 0", "Connection: close",
        "Request-Id: 0123456789abcdef000000000000000f",
      ])
  }

  @Test("names a request by its 16 bytes")
  func requestID() {
    #expect(Self.id.bytes.prefix(8) == [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef])
    #expect(Self.id.bytes.suffix(8) == [0, 0, 0, 0, 0, 0, 0, 0x0f])
  }

  @Test("goes out whole whatever its size", arguments: [0, 1, 4_096, 4_097, 20_000, 1_000_000])
  func sizes(size: Int) async throws {
    struct Sized: RequestHandler {
      var size: Int
      func handle(_ request: HTTPRequest, on loop: any EventLoop) -> HTTPReply {
        .now(HTTPResponse(status: .ok, body: ByteBuffer(repeating: 0x61, count: size)))
      }
    }
    try await serving(Sized(size: size)) { socket in
      let client = try socket.client()
      try client.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 5))
      for _ in 0..<5 { #expect(try client.readAnswer().body.utf8.count == size) }
    }
  }
}
