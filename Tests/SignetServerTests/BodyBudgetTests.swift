import Testing

@testable import SignetServer

@Suite("The memory for bodies")
struct BodyBudgetTests {
  @Test("is shared by all, half of it for one uid, and given back with the request")
  func shared() {
    let budget = BodyBudget(total: 100)
    let first = budget.take(50, by: 1)
    #expect(first != nil)
    #expect(budget.take(1, by: 1) == nil)
    var second = budget.take(50, by: 2)
    #expect(second != nil)
    #expect(budget.take(1, by: 3) == nil)
    second = nil
    #expect(budget.taken == 50)
    #expect(budget.take(1, by: 3) != nil)
    _ = first
  }

  @Test("is taken by a body on its way, and free again when its client has gone")
  func onTheWay() async throws {
    let handler = DeferredHandler()
    try await serving(handler) {
      $0.bodyBytesInProgress = 200
    } _: { socket in
      let slow = try socket.client()
      try slow.send("POST /now HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf")
      // An answer on another connection shows nothing about the first: it must have been read.
      var refused = false
      for _ in 0..<500 where !refused {
        let answer = try socket.answer(
          to: "POST /now HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
        refused = answer.status == 503
      }
      #expect(refused)
      slow.hangUp()
      #expect(socket.waitForConnections(0))
      let answer = try socket.answer(
        to: "POST /now HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
      #expect(answer.status == 200)
    }
  }
}
