import Glibc
import Testing

@testable import SignetServer

@Suite("A request")
struct RequestReadingTests {
  struct Read: CustomTestStringConvertible, Sendable {
    var name: String
    var bytes: String
    var echo: String
    var testDescription: String { name }
  }

  static let read: [Read] = [
    Read(
      name: "a path", bytes: "GET /v1/status HTTP/1.1\r\nHost: a\r\n\r\n", echo: "GET /v1/status []"
    ),
    Read(
      name: "a query", bytes: "GET /a?b=c?d&e=%20 HTTP/1.1\r\nHost: a\r\n\r\n",
      echo: "GET /a?b=c?d&e=%20 []"),
    Read(name: "an empty query", bytes: "GET /a? HTTP/1.1\r\nHost: a\r\n\r\n", echo: "GET /a? []"),
    Read(
      name: "a percent-encoded path", bytes: "GET /a%2Fb HTTP/1.1\r\nHost: a\r\n\r\n",
      echo: "GET /a%2Fb []"),
    Read(
      name: "absolute form", bytes: "GET http://host:1/a?b HTTP/1.1\r\nHost: a\r\n\r\n",
      echo: "GET /a?b []"),
    Read(
      name: "absolute form without a path", bytes: "GET http://host HTTP/1.1\r\nHost: a\r\n\r\n",
      echo: "GET / []"),
    Read(
      name: "absolute form with a query only",
      bytes: "GET http://host?b HTTP/1.1\r\nHost: a\r\n\r\n", echo: "GET /?b []"),
    Read(
      name: "asterisk form", bytes: "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", echo: "OPTIONS * []"),
    Read(name: "an empty Host", bytes: "GET / HTTP/1.1\r\nHost:\r\n\r\n", echo: "GET / []"),
    Read(
      name: "a field in capitals", bytes: "GET / HTTP/1.1\r\nHOST: a\r\n\r\n", echo: "GET / []"),
    Read(
      name: "an empty line before it", bytes: "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
      echo: "GET / []"),
    Read(
      name: "a body with a length",
      bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", echo: "POST / [hello]"),
    Read(
      name: "a body with GET",
      bytes: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", echo: "GET / [hello]"),
    Read(
      name: "chunks with an extension and trailers",
      bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
        + "3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nT: u\r\n\r\n", echo: "POST / [hello]"),
    Read(
      name: "an Upgrade, which is ignored",
      bytes: "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
      echo: "GET / []"),
    Read(name: "HTTP/1.0 without a Host", bytes: "GET / HTTP/1.0\r\n\r\n", echo: "GET / []"),
    Read(
      name: "an expectation of HTTP/1.0, which is ignored",
      bytes: "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello",
      echo: "POST / [hello]"),
  ]

  @Test("is understood", arguments: read)
  func understood(_ example: Read) async throws {
    try await serving { socket in
      let answer = try socket.answer(to: example.bytes)
      #expect(answer.status == 200)
      #expect(answer.body == example.echo)
    }
  }

  @Test("is understood when it comes byte by byte", arguments: read)
  func understoodBytewise(_ example: Read) async throws {
    try await serving { socket in
      let client = try socket.client()
      for byte in example.bytes.utf8 { try client.send([byte]) }
      #expect(try client.readAnswer().body == example.echo)
    }
  }

  @Test("has the body limit of its route")
  func routeLimit() async throws {
    let body = String(repeating: "a", count: 1024 * 1024)
    try await serving { socket in
      let head = "POST /batch HTTP/1.1\r\nHost: a\r\n"
      let whole = try socket.answer(to: head + "Content-Length: \(body.count)\r\n\r\n" + body)
      #expect(whole.body == "POST /batch [\(body)]")
      let chunked = try socket.answer(
        to: head + "Transfer-Encoding: chunked\r\n\r\n100000\r\n\(body)\r\n0\r\n\r\n")
      #expect(chunked.body == "POST /batch [\(body)]")
      let above = try socket.answer(to: head + "Content-Length: \(body.count + 1)\r\n\r\n")
      #expect(above.status == 413)
    }
  }

  @Test("may have a header of 16 KiB, but no more")
  func headerLimit() async throws {
    try await serving { socket in
      // Counted are target, names and values: "/", "Host", "a", "X".
      let room = 16 * 1024 - 7
      for (length, status) in [(room, 200), (room + 1, 431)] {
        let value = String(repeating: "a", count: length)
        let answer = try socket.answer(to: "GET / HTTP/1.1\r\nHost: a\r\nX: \(value)\r\n\r\n")
        #expect(answer.status == status)
      }
    }
  }

  @Test("that waits for 100 Continue is told to go on, after the answers before it")
  func expectContinue() async throws {
    let handler = DeferredHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(
        "GET /later HTTP/1.1\r\nHost: a\r\n\r\n"
          + "POST /now HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
      try handler.next().answer()
      #expect(try client.readAnswer().body == "GET /later []")
      #expect(try client.readAnswer().head == "HTTP/1.1 100 Continue")
      try client.send("hello")
      #expect(try client.readAnswer().body == "POST /now [hello]")
    }
  }

  @Test("knows its peer from the kernel")
  func peer() async throws {
    let handler = DeferredHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      let asked = try handler.next()
      #expect(asked.request.peer.uid == geteuid())
      #expect(asked.request.peer.gid == getegid())
      #expect(asked.request.peer.pid == getpid())
      #expect(asked.request.peer.socket == .verifier)
      #expect(asked.request.peer.userName == AccountNames.userName(of: geteuid()))
      asked.answer()
      #expect(try client.readAnswer().status == 200)
    }
  }
}
