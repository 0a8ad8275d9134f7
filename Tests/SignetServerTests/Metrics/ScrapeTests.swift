import NIOCore
import NIOHTTP1
import NIOPosix
import SignetAPI
import SignetCore
import SignetTestSupport
import Testing

@testable import SignetServer

/// What is told where the store does not work; the rest is asked of the real daemon.
@Suite("Metrics", .timeLimit(.minutes(5)))
struct ScrapeTests {
  /// Waits for the store longer than a busy machine takes.
  private let metrics = Metrics(patience: .minutes(5))
  private let signet: TestService

  init() throws {
    signet = try TestService(meter: metrics)
  }

  /// The samples of a scrape by what stands before their value. The answer is always 200.
  private func scrape(_ other: Metrics? = nil) async throws -> [String: String] {
    let metrics = other ?? metrics
    let handler = APIHandler(
      service: signet.service, socket: .audit,
      about: .init(version: "test", startedAt: signet.clock.now()), metrics: metrics)
    let peer = Peer(socket: .audit, uid: 7, gid: 7, pid: 7, userName: "u", groupName: "g")
    let head = RequestHead(
      id: RequestID(high: 1, low: 2), peer: peer, method: .GET, target: "/metrics",
      headers: HTTPHeaders(), keepsAlive: true, isHTTP11: true)
    let reply = handler.handle(
      HTTPRequest(head: head, body: ByteBuffer(), allowance: nil),
      on: MultiThreadedEventLoopGroup.singleton.any())
    guard case .later(let future, _) = reply else {
      Issue.record("metrics were answered on the event loop")
      return [:]
    }
    let response = try await future.get()
    #expect(response.fixed.status == .ok)
    var samples: [String: String] = [:]
    for line in String(buffer: response.body).split(separator: "\n") where line.first != "#" {
      guard let space = line.lastIndex(of: " ") else { continue }
      #expect(samples[String(line[..<space])] == nil, "twice: \(line)")
      samples[String(line[..<space])] = String(line[line.index(after: space)...])
    }
    return samples
  }

  private static let ofTheStore = [
    "signet_workspaces", "signet_rotations_in_grace", "signet_audit_entries_total",
  ]

  private func create(_ name: String) async throws {
    try await signet.perform(CreateWorkspace(id: try #require(WorkspaceID(name))))
  }

  @Test("tell what is there")
  func healthy() async throws {
    try await create("acme")
    let samples = try await scrape()
    #expect(samples["signet_workspaces"] == "1")
    #expect(samples["signet_rotations_in_grace"] == "0")
    #expect(samples["signet_audit_entries_total"] == "2")
    #expect(samples["signet_revision"] == "2")
    #expect(samples["signet_commits_total"] == "1")
    #expect(samples["signet_store_degraded"] == "0")
    #expect(samples[#"signet_build_info{version="test"}"#] == "1")
    #expect(samples[#"signet_database_info{epoch="\#(signet.service.epoch)"}"#] == "1")
    // Nobody has counted yet, and nobody has named the disk.
    #expect(samples["signet_rotations_due"] == nil)
    #expect(samples["signet_state_free_bytes"] == nil)
  }

  @Test("leave counts out where the store fails, and tell of it, until it serves again")
  func failing() async throws {
    try await create("acme")
    signet.store.fail(with: .full)
    await #expect(throws: SignetError.unavailable(.store(.full))) { try await create("other") }
    var samples = try await scrape()
    for name in Self.ofTheStore { #expect(samples[name] == nil, "\(name)") }
    #expect(samples["signet_store_degraded"] == "1")
    #expect(samples["signet_revision"] == "2")
    // The creation, and the scrape itself.
    #expect(samples[#"signet_commit_failures_total{outcome="nothing_kept"}"#] == "2")
    #expect(samples[#"signet_commit_failures_total{outcome="unknown"}"#] == "0")
    #expect(samples["signet_commits_total"] == "1")
    signet.store.fail(with: nil)
    try await create("other")
    samples = try await scrape()
    #expect(samples["signet_store_degraded"] == "0")
    #expect(samples["signet_workspaces"] == "2")
    #expect(samples["signet_commits_total"] == "2")
  }

  @Test("do without the store where it hangs, and show what waits for it")
  func hanging() async throws {
    try await create("acme")
    signet.store.hold()
    let first = Task { [signet] in try await signet.perform(ReadStatus()) }
    while !signet.store.isWaiting { await Task.yield() }
    let second = Task { [signet] in try await signet.perform(ReadStatus()) }
    while signet.service.waiting(in: .admin) < 1 { await Task.yield() }
    let samples = try await scrape(Metrics(patience: .milliseconds(50)))
    for name in Self.ofTheStore { #expect(samples[name] == nil, "\(name)") }
    #expect(samples["signet_revision"] == "2")
    #expect(samples[#"signet_queue_operations{lane="admin"}"#] == "1")
    signet.store.release()
    _ = try await (first.value, second.value)
  }

  @Test("are answered by a service that has stopped")
  func stopped() async throws {
    try await create("acme")
    signet.stop()
    let samples = try await scrape()
    for name in Self.ofTheStore { #expect(samples[name] == nil, "\(name)") }
    #expect(samples["signet_revision"] == "2")
  }

  @Test("tell how far the clock is behind")
  func clock() async throws {
    try await create("acme")
    signet.clock.advance(by: .seconds(-90))
    #expect(try await scrape()["signet_clock_behind_seconds"] == "90.0")
  }

  @Test("tell of the process what the kernel tells")
  func process() throws {
    let figures = ProcessFigures.read()
    let resident = try #require(figures.residentBytes)
    #expect(resident > 1 << 20)
    #expect(try #require(figures.virtualBytes) > resident)
    #expect(try #require(figures.cpuSeconds) > 0)
    #expect(try #require(figures.openDescriptors) >= 3)
    #expect(try #require(figures.maximumDescriptors) > 3)
    let room = try #require(FileSystemRoom(of: "/tmp"))
    #expect(room.size >= room.free)
    #expect(room.size > 0)
    #expect(FileSystemRoom(of: "/nowhere") == nil)
  }
}
