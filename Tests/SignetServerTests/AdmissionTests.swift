import Glibc
import NIOCore
import NIOEmbedded
import Testing

@testable import SignetServer

@Suite("Who may connect")
struct AdmissionTests {
  static let limits: ServerLimits = {
    var limits = ServerLimits()
    limits.connections = 8
    limits.connectionsForRoot = 2
    limits.connectionsPerUser = 4
    limits.refusalsInProgress = 1
    return limits
  }()

  @Test("has the documented limits by role")
  func defaults() {
    #expect(ServerLimits(for: .verifier).connections == 8192)
    #expect(ServerLimits(for: .verifier).connectionsPerUser == 4096)
    for role in [SocketRole.admin, .audit] {
      #expect(ServerLimits(for: role).connections == 64)
      #expect(ServerLimits(for: role).connectionsForRoot == 8)
      #expect(ServerLimits(for: role).connectionsPerUser == 32)
    }
  }

  @Test("is limited for one uid to its share, and free again when a connection has ended")
  func perUser() throws {
    let table = ConnectionTable(limits: Self.limits)
    let channels = (0..<4).map { _ in EmbeddedChannel() }
    for channel in channels { #expect(table.admit(channel, uid: 7) == .admitted) }
    let fifth = EmbeddedChannel()
    #expect(table.admit(fifth, uid: 7) == .refused(.tooManyConnectionsOfUser))
    // One refusal is being told already.
    #expect(table.admit(EmbeddedChannel(), uid: 7) == .dropped)
    _ = try fifth.finish(acceptAlreadyClosed: true)
    _ = try channels[0].finish(acceptAlreadyClosed: true)
    #expect(table.admit(EmbeddedChannel(), uid: 7) == .admitted)
    #expect(table.admit(EmbeddedChannel(), uid: 7) == .refused(.tooManyConnectionsOfUser))
  }

  @Test("is counted past the end of its connection while something is done for it")
  func abandoned() throws {
    let table = ConnectionTable(limits: Self.limits)
    let channels = (0..<4).map { _ in EmbeddedChannel() }
    for channel in channels {
      #expect(table.admit(channel, uid: 7) == .admitted)
      table.hold(channel)
      _ = try channel.finish(acceptAlreadyClosed: true)
    }
    #expect(table.count == 4)
    #expect(table.admit(EmbeddedChannel(), uid: 7) == .refused(.tooManyConnectionsOfUser))
    table.letGo(channels[2])
    #expect(table.count == 3)
    #expect(table.admit(EmbeddedChannel(), uid: 7) == .admitted)
  }

  @Test("leaves the last places to root")
  func root() {
    let table = ConnectionTable(limits: Self.limits)
    var kept: [EmbeddedChannel] = []
    for uid: UInt32 in [1, 1, 2, 2, 3, 3] {
      kept.append(EmbeddedChannel())
      #expect(table.admit(kept[kept.count - 1], uid: uid) == .admitted)
    }
    kept.append(EmbeddedChannel())
    #expect(table.admit(kept[6], uid: 4) == .refused(.tooManyConnections))
    for _ in 0..<2 {
      kept.append(EmbeddedChannel())
      #expect(table.admit(kept[kept.count - 1], uid: 0) == .admitted)
    }
    #expect(table.count == 8)
    #expect(table.admit(EmbeddedChannel(), uid: 0) == .dropped)
  }

  @Test("keeps root's places also where the limit was lowered below what is connected")
  func lowered() {
    let table = ConnectionTable(limits: Self.limits)
    let kept = (0..<6).map { _ in EmbeddedChannel() }
    for (place, channel) in kept.enumerated() {
      #expect(table.admit(channel, uid: UInt32(1 + place % 2)) == .admitted)
    }
    table.limits.connections = 4
    table.limits.connectionsPerUser = 2
    let roots = (0..<3).map { _ in EmbeddedChannel() }
    #expect(table.admit(roots[0], uid: 0) == .admitted)
    #expect(table.admit(roots[1], uid: 0) == .admitted)
    #expect(table.admit(roots[2], uid: 0) == .refused(.tooManyConnections))
  }

  @Test("is nobody once the daemon stops")
  func stopping() {
    let table = ConnectionTable(limits: Self.limits)
    let channel = EmbeddedChannel()
    #expect(table.admit(channel, uid: 1) == .admitted)
    #expect(table.stop().count == 1)
    #expect(table.admit(EmbeddedChannel(), uid: 0) == .dropped)
  }

  @Test(
    "is told why not, and then let go",
    arguments: [(2, 100, 503, "busy"), (100, 2, 429, "too_many_requests")])
  func told(all: Int, user: Int, status: Int, code: String) async throws {
    try await serving {
      $0.connections = all
      $0.connectionsPerUser = user
    } _: { socket in
      let kept = try (0..<2).map { _ in try socket.client() }
      #expect(socket.waitForConnections(2))
      let refused = try socket.client()
      // Even one that sends first and looks for an answer later.
      try refused.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = try refused.readAnswer()
      #expect(answer.status == status)
      #expect(answer.body.contains("\"code\":\"\(code)\""))
      #expect(answer.header("Retry-After") == "1")
      #expect(answer.header("Connection") == "close")
      #expect(try refused.isAtEnd())
      kept[0].hangUp()
      #expect(socket.waitForConnections(1))
      #expect(try socket.answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
    }
  }

  @Test("cannot have more done by hanging up: the place stays taken until the answer is made")
  func hangingUp() async throws {
    let handler = DeferredHandler()
    try await serving(handler) {
      $0.connectionsPerUser = 2
    } _: { socket in
      var asked: [DeferredHandler.Asked] = []
      for count in 1...2 {
        let client = try socket.client()
        try client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
        asked.append(try handler.next())
        client.hangUp()
        while handler.cancelledCount < count { usleep(1_000) }
      }
      let refused = try socket.client()
      #expect(try refused.readAnswer().status == 429)
      for one in asked { one.answer() }
      #expect(socket.waitForConnections(0))
      #expect(try socket.answer(to: "GET /now HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
    }
  }
}
