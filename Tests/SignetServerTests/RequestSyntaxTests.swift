import Testing

@testable import SignetServer

@Suite("What is not a request")
struct RequestSyntaxTests {
  struct Refused: CustomTestStringConvertible, Sendable {
    var name: String
    var bytes: String
    var status = 400
    var code = "invalid_http"
    var testDescription: String { name }
  }

  static let refused: [Refused] = [
    Refused(name: "no HTTP at all", bytes: "hello\r\n\r\n"),
    Refused(name: "a TLS greeting", bytes: "\u{16}\u{03}\u{01}\u{02}"),
    Refused(name: "no Host", bytes: "GET / HTTP/1.1\r\n\r\n"),
    Refused(name: "two Hosts", bytes: "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
    Refused(name: "HTTP/2 by prior knowledge", bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    Refused(name: "HTTP/2.0", bytes: "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
    Refused(name: "HTTP/0.9", bytes: "GET /\r\n\r\n"),
    Refused(name: "an unknown method", bytes: "FROB / HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused(name: "CONNECT", bytes: "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused(name: "a space before the colon", bytes: "GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
    Refused(name: "no field name", bytes: "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"),
    Refused(name: "obsolete folding", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"),
    Refused(name: "a NUL in a value", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"),
    Refused(name: "bare line feeds", bytes: "GET / HTTP/1.1\nHost: a\n\n"),
    Refused(
      name: "a length and a transfer encoding",
      bytes: post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    Refused(
      name: "a transfer encoding and a length",
      bytes: post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")),
    Refused(name: "two lengths", bytes: post("Content-Length: 5\r\nContent-Length: 6", "hello")),
    Refused(
      name: "the same length twice", bytes: post("Content-Length: 5\r\nContent-Length: 5", "hello")),
    Refused(name: "a list of lengths", bytes: post("Content-Length: 5, 5", "hello")),
    Refused(name: "a length with a sign", bytes: post("Content-Length: +5", "hello")),
    Refused(name: "a negative length", bytes: post("Content-Length: -1", "")),
    Refused(name: "a hexadecimal length", bytes: post("Content-Length: 0x5", "hello")),
    Refused(name: "no number as length", bytes: post("Content-Length: ", "hello")),
    Refused(
      name: "a length that no integer holds",
      bytes: post("Content-Length: 99999999999999999999999", "")),
    Refused(name: "gzip as transfer encoding", bytes: post("Transfer-Encoding: gzip", "x")),
    Refused(
      name: "gzip before chunked", bytes: post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
    Refused(name: "chunked, but not last", bytes: post("Transfer-Encoding: chunked, gzip", "x")),
    Refused(
      name: "a transfer encoding twice",
      bytes: post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    Refused(
      name: "chunks from HTTP/1.0",
      bytes: "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    Refused(name: "a chunk size that is none", bytes: post("Transfer-Encoding: chunked", "zz\r\n")),
    Refused(
      name: "a chunk longer than it says",
      bytes: post("Transfer-Encoding: chunked", "3\r\nhello\r\n0\r\n\r\n")),
    Refused(
      name: "an expectation that is not known",
      bytes: post("Content-Length: 5\r\nExpect: 200-ok", ""), status: 417,
      code: "expectation_failed"),
    Refused(
      name: "an Origin", bytes: get("Origin: https://a.example"), status: 403,
      code: "browser_request"),
    Refused(
      name: "a Referer", bytes: get("Referer: https://a.example/"), status: 403,
      code: "browser_request"),
    Refused(
      name: "a Sec-Fetch-Site", bytes: get("SEC-FETCH-SITE: none"), status: 403,
      code: "browser_request"),
    Refused(
      name: "one field above the limit", bytes: get("X: " + String(repeating: "a", count: 17_000)),
      status: 431, code: "header_too_large"),
    Refused(
      name: "many fields above the limit together",
      bytes: get(
        (0..<9).map { "X\($0): " + String(repeating: "a", count: 2_000) }
          .joined(separator: "\r\n")), status: 431, code: "header_too_large"),
    Refused(
      name: "too many fields",
      bytes: get((0..<101).map { "X\($0): a" }.joined(separator: "\r\n")), status: 431,
      code: "header_too_large"),
    Refused(
      name: "a target above the limit",
      bytes: "GET /" + String(repeating: "a", count: 17_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
      status: 431, code: "header_too_large"),
    Refused(
      name: "a length above the limit", bytes: post("Content-Length: 65537", ""), status: 413,
      code: "body_too_large"),
    Refused(
      name: "chunks above the limit",
      bytes: post("Transfer-Encoding: chunked", "10001\r\n" + String(repeating: "a", count: 65537)),
      status: 413, code: "body_too_large"),
    Refused(
      name: "a body above the limit whose sender waits to be told to go on",
      bytes: post("Content-Length: 65537\r\nExpect: 100-continue", ""), status: 413,
      code: "body_too_large"),
  ]

  static func get(_ fields: String) -> String { "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n" }

  static func post(_ fields: String, _ body: String) -> String {
    "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)"
  }

  @Test("is refused with a problem document and ends the connection", arguments: refused)
  func refuses(_ example: Refused) async throws {
    try await serving { socket in
      let client = try socket.client()
      try client.send(example.bytes)
      let answer = try client.readAnswer()
      #expect(answer.status == example.status)
      #expect(answer.header("Content-Type") == "application/problem+json")
      #expect(answer.header("Connection") == "close")
      #expect(answer.body.contains("\"code\":\"\(example.code)\""))
      let id = try #require(answer.header("Request-Id"))
      #expect(answer.body.contains("\"requestId\":\"\(id)\""))
      #expect(try client.isAtEnd())
    }
  }

  @Test("is no reason to break off while the client still sends its body")
  func lingers() async throws {
    try await serving { socket in
      let client = try socket.client()
      try client.send(Self.post("Content-Length: 3000000", ""))
      // More than the socket holds, so the client is still writing when it is refused.
      try client.send([UInt8](repeating: 0x61, count: 3_000_000))
      #expect(try client.readAnswer().status == 413)
    }
  }

  @Test("is refused after the answers to the requests before it")
  func keepsOrder() async throws {
    let handler = DeferredHandler()
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send(Self.get("X: 1") + "nonsense\r\n\r\n")
      try handler.next().answer()
      #expect(try client.readAnswer().status == 200)
      #expect(try client.readAnswer().status == 400)
      #expect(try client.isAtEnd())
    }
  }

  @Test("is refused when the client shuts its side in the middle of it")
  func truncated() async throws {
    try await serving { socket in
      for half in ["GET / HTT", "GET / HTTP/1.1\r\nHost", Self.post("Content-Length: 5", "he")] {
        let client = try socket.client()
        try client.send(half)
        client.endSending()
        #expect(try client.readAnswer().status == 400)
        #expect(try client.isAtEnd())
      }
    }
  }
}
