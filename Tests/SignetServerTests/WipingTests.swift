import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import SignetServer

@Suite("Secret bytes")
struct WipingTests {
  /// Keeps what it was given and what it answered, so that a test can look at the bytes later.
  final class KeepingHandler: RequestHandler {
    let kept = Mutex<[ByteBuffer]>([])
    let size: Int
    let later: Bool

    init(size: Int, later: Bool) {
      self.size = size
      self.later = later
    }

    func handle(_ request: HTTPRequest, on loop: any EventLoop) -> HTTPReply {
      let secret = ByteBuffer(repeating: 0x73, count: size)
      kept.withLock { $0 += [request.body, secret] }
      let response = HTTPResponse(status: .ok, body: secret, wipeAfterWrite: true)
      return later ? .later(loop.makeSucceededFuture(response)) : .now(response)
    }
  }

  @Test(
    "of a request and its answer are overwritten once the answer is with the kernel",
    arguments: [10, 4_096, 300_000], [false, true])
  func wiped(size: Int, later: Bool) async throws {
    let handler = KeepingHandler(size: size, later: later)
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nsecret")
      #expect(try client.readAnswer().body == String(repeating: "s", count: size))
      try client.send(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nsec\r\n3\r\nret\r\n0\r\n\r\n"
      )
      #expect(try client.readAnswer().body == String(repeating: "s", count: size))
    }
    let kept = handler.kept.withLock { $0 }
    #expect(kept.map(\.readableBytes) == [6, size, 6, size])
    #expect(kept.allSatisfy { $0.readableBytesView.allSatisfy { $0 == 0 } })
  }

  @Test("of an answer that nobody gets are overwritten", arguments: ["HEAD", "gone"])
  func unsent(how: String) async throws {
    let handler = DeferredHandler()
    let secret = ByteBuffer(string: "secret")
    try await serving(handler) { socket in
      let client = try socket.client()
      try client.send("\(how == "gone" ? "GET" : how) / HTTP/1.1\r\nHost: a\r\n\r\n")
      let asked = try handler.next()
      if how == "gone" { client.hangUp() }
      asked.promise.succeed(HTTPResponse(status: .ok, body: secret, wipeAfterWrite: true))
      if how == "gone" {
        #expect(socket.waitForConnections(0))
      } else {
        #expect(try client.readAnswer(bodyless: true).header("Content-Length") == "6")
      }
    }
    #expect(secret.readableBytesView.allSatisfy { $0 == 0 })
  }

  @Test("leave no copy behind when they are moved, nor when what they were moved to is outgrown")
  func moved() {
    var target = ByteBuffer()
    let first = ByteBuffer(string: "secret")
    SensitiveBuffer.move(first, to: &target, atMost: 100_000)
    let outgrown = target
    let second = ByteBuffer(repeating: 0x73, count: 10_000)
    SensitiveBuffer.move(second, to: &target, atMost: 100_000)
    #expect(target.readableBytes == 10_006)
    #expect(String(buffer: target).hasPrefix("secretsss"))
    for left in [first, second, outgrown] {
      #expect(left.readableBytesView.allSatisfy { $0 == 0 })
    }
  }
}
