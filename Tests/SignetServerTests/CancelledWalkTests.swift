import NIOCore
import NIOHTTP1
import NIOPosix
import SignetCore
import SignetTestSupport
import Testing

@testable import SignetServer

@Suite("A walk along the log")
struct CancelledWalkTests {
  private static func verify(on signet: TestService, loop: any EventLoop) -> HTTPReply {
    let handler = APIHandler(
      service: signet.service, socket: .audit,
      about: .init(version: "test", startedAt: signet.clock.now()))
    let peer = Peer(socket: .audit, uid: 7, gid: 7, pid: 7, userName: "u", groupName: "g")
    let head = RequestHead(
      id: RequestID(high: 1, low: 2), peer: peer, method: .POST, target: "/v1/audit/verify",
      headers: HTTPHeaders(), keepsAlive: true, isHTTP11: true)
    return handler.handle(
      HTTPRequest(head: head, body: ByteBuffer(), allowance: nil), on: loop)
  }

  @Test("ends early once its client has gone, and another can begin", arguments: [false, true])
  func cancelled(goes: Bool) async throws {
    let signet = try TestService()
    for number in 0..<600 {
      guard let id = WorkspaceID("w\(number)") else { continue }
      try await signet.perform(CreateWorkspace(id: id))
    }
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    signet.store.hold()
    guard case .later(let answer, let cancel) = Self.verify(on: signet, loop: loop) else {
      Issue.record("the walk was answered at once")
      return
    }
    while !signet.store.isWaiting { await Task.yield() }
    if goes { cancel?() }
    signet.store.release()
    #expect(try await answer.get().fixed.status == (goes ? .serviceUnavailable : .ok))
    #expect(try await signet.verifyAudit().fault == nil)
  }
}
