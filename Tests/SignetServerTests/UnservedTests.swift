import NIOCore
import Testing

@testable import SignetServer

/// What the engine's own refusals show of targets that a socket does not serve.
@Suite("A request for what is not served")
struct UnservedTests {
  /// Serves `/here`.
  struct Handler: RequestHandler {
    func handle(_ request: HTTPRequest, on loop: any EventLoop) -> HTTPReply {
      serves(request.head) ? .now(EchoHandler.echo(request)) : .now(HTTPResponse(status: .notFound))
    }

    func serves(_ head: RequestHead) -> Bool { head.path == "/here" }
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    var name: String
    /// What follows the Host field.
    var rest: String
    var status: Int
    var testDescription: String { name }
  }

  private static let refused = [
    Refused(name: "of a browser", rest: "Origin: b\r\nContent-Length: 5\r\n\r\nhello", status: 403),
    Refused(name: "with an expectation", rest: "Expect: more\r\n\r\n", status: 417),
    Refused(name: "with too much to come", rest: "Content-Length: 70000\r\n\r\n", status: 413),
    Refused(
      name: "with too much",
      rest: "Transfer-Encoding: chunked\r\n\r\n"
        + "11170\r\n\(String(repeating: "a", count: 70_000))\r\n0\r\n\r\n", status: 413),
    Refused(
      name: "without room for it",
      rest: "Content-Length: 2000\r\n\r\n\(String(repeating: "a", count: 2000))", status: 503),
    Refused(name: "that does not come", rest: "Content-Length: 5\r\n\r\nhell", status: 408),
  ]

  @Test(
    "is handled without its body where it would be refused, and is the last", arguments: refused)
  func withoutBody(_ example: Refused) async throws {
    try await serving(Handler()) {
      $0.bodyBytesInProgress = example.status == 503 ? 1000 : 1_000_000
      if example.status == 408 { $0.requestTime = .milliseconds(500) }
    } _: { socket in
      for (path, status) in [("/here", example.status), ("/there", 404)] {
        let client = try socket.client()
        // The answers before it come first.
        try client.send(
          "GET /here HTTP/1.1\r\nHost: a\r\n\r\nPOST \(path) HTTP/1.1\r\nHost: a\r\n\(example.rest)"
        )
        #expect(try client.readAnswer().status == 200)
        let answer = try client.readAnswer()
        #expect(answer.status == status)
        #expect(answer.header("Connection") == "close")
        #expect(try client.isAtEnd())
      }
    }
  }

  @Test("keeps the connection where nothing else is wrong with it")
  func keeps() async throws {
    try await serving(Handler()) { socket in
      let client = try socket.client()
      for path in ["/there", "/here", "/there"] {
        try client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
        #expect(try client.readAnswer().status == (path == "/here" ? 200 : 404))
      }
    }
  }

  @Test("is refused as malformed where it is, for then nobody can say what was meant")
  func malformed() async throws {
    try await serving(Handler()) { socket in
      let answer = try socket.answer(to: "GET /there HTTP/1.1\r\n\r\n")
      #expect(answer.status == 400)
    }
  }
}
