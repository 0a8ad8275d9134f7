import Glibc
import Testing

@testable import SignetServer

@Suite("The memory for bodies")
struct BodyBudgetTests {
  @Test("is shared by all, a quarter of it for one uid, and given back with the request")
  func shared() {
    let budget = BodyBudget(total: 100)
    let first = budget.allowance(of: 1)
    #expect(first.grow(by: 20) && first.grow(by: 5))
    #expect(!first.grow(by: 1) && !budget.allowance(of: 1).grow(by: 1))
    var second: BodyAllowance? = budget.allowance(of: 2)
    #expect(second?.grow(by: 25) == true)
    #expect(budget.taken == 50)
    second = nil
    #expect(budget.taken == 25)
    #expect(budget.allowance(of: 2).grow(by: 25))
    #expect(budget.taken == 25)
  }

  @Test("is there for root up to the whole")
  func root() {
    let budget = BodyBudget(total: 100)
    let root = budget.allowance(of: 0)
    #expect(root.grow(by: 100) && !root.grow(by: 1))
    #expect(!budget.allowance(of: 1).grow(by: 1))
  }

  /// Of which 400 bytes are for whoever runs the tests.
  private static let total = geteuid() == 0 ? 400 : 1600

  private static func post(_ path: String, length: Int, _ fields: String = "") -> String {
    "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\(fields)\r\n"
  }

  private static func whole(_ length: Int) -> String {
    post("/now", length: length) + String(repeating: "a", count: length)
  }

  /// Sends whole requests until one is answered so: what happens on another connection is not
  /// there at once.
  private func eventually(_ status: Int, to length: Int, on socket: ServedSocket) throws -> Bool {
    for _ in 0..<2_000 {
      let answer = try socket.answer(to: Self.whole(length))
      guard answer.status == status else { continue }
      if status == 503 {
        #expect(answer.body.contains("\"code\":\"busy\""))
        #expect(answer.header("Retry-After") == "1")
      }
      return true
    }
    return false
  }

  @Test("is taken by a body on its way, and free again when its client has gone")
  func onTheWay() async throws {
    try await serving(DeferredHandler()) {
      $0.bodyBytesInProgress = Self.total
    } _: { socket in
      let slow = try (0..<4).map { _ in try socket.client() }
      for client in slow {
        try client.send(Self.post("/now", length: 100) + String(repeating: "a", count: 90))
      }
      #expect(try eventually(503, to: 50, on: socket))
      for client in slow { client.hangUp() }
      #expect(try eventually(200, to: 50, on: socket))
    }
  }

  @Test("is not taken by a body that is only announced")
  func announced() async throws {
    try await serving(DeferredHandler()) {
      $0.bodyBytesInProgress = Self.total
    } _: { socket in
      let announcing = try (0..<4).map { _ in try socket.client() }
      for client in announcing {
        try client.send(Self.post("/now", length: 400, "Expect: 100-continue\r\n"))
        #expect(try client.readAnswer().head == "HTTP/1.1 100 Continue")
      }
      #expect(try socket.answer(to: Self.whole(100)).status == 200)
    }
  }

  @Test("is taken by a request until it is answered")
  func beingAnswered() async throws {
    let handler = DeferredHandler()
    try await serving(handler) {
      $0.bodyBytesInProgress = Self.total
    } _: { socket in
      let clients = try (0..<4).map { _ in try socket.client() }
      for client in clients {
        try client.send(Self.post("/later", length: 90) + String(repeating: "a", count: 90))
      }
      var asked: [DeferredHandler.Asked] = try clients.map { _ in try handler.next() }
      #expect(try socket.answer(to: Self.whole(50)).status == 503)
      for one in asked { one.answer() }
      asked = []
      for client in clients { #expect(try client.readAnswer().status == 200) }
      #expect(try eventually(200, to: 50, on: socket))
    }
  }
}
