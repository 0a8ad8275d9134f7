import Dispatch
import NIOCore
import NIOEmbedded
import NIOPosix
import SignetAPI
import SignetCore
import SignetTestSupport
import Testing

@testable import SignetServer

@Suite("The streams of one event loop", .timeLimit(.minutes(5)))
struct EventHubTests {
  @Test("say every ten seconds that they live, each at its own time, and nothing between")
  func heartbeats() throws {
    let loop = EmbeddedEventLoop()
    let streams = try HubStreams(on: loop)
    streams.open()
    loop.advanceTime(by: .seconds(4))
    streams.open()
    for second in 5...9 {
      loop.advanceTime(by: .seconds(1))
      #expect(streams.text(of: 0) == "", "after \(second) s")
    }
    loop.advanceTime(by: .seconds(1))
    #expect(streams.text(of: 0) == ":\n\n")
    #expect(streams.text(of: 0) == "")
    #expect(streams.text(of: 1) == "")
    loop.advanceTime(by: .seconds(4))
    #expect(streams.text(of: 1) == ":\n\n")
    loop.advanceTime(by: .seconds(6))
    #expect(streams.text(of: 0) == ":\n\n")
    streams.close()
  }

  @Test("are each woken once, however many commits there were before the loop comes round")
  func batches() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let streams = try HubStreams(on: loop, heartbeat: .hours(1))
    try await loop.submit { for _ in 0..<200 { streams.open() } }.get()
    let gate = DispatchSemaphore(value: 0)
    loop.execute { gate.wait() }
    for name in ["a", "b", "c"] { try await streams.create(name) }
    gate.signal()
    #expect(try await streams.wakes(reach: 200))
    let told = try await loop.submit { (0..<200).map { streams.text(of: $0) } }.get()
    #expect(told.allSatisfy { $0.split(separator: "\n\n").count == 3 })
    try await streams.create("d")
    #expect(try await streams.wakes(reach: 400))
    try await loop.submit { streams.close() }.get()
  }

  @Test("cost nothing once the last of them has ended")
  func ended() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let streams = try HubStreams(on: loop, heartbeat: .hours(1))
    try await loop.submit { streams.open() }.get()
    #expect(streams.meter.open == 1)
    try await loop.submit { streams.close() }.get()
    #expect(streams.meter.open == 0)
    try await streams.create("a")
    try await loop.submit { streams.open() }.get()
    try await streams.create("b")
    // Only the second one was woken, and only for the second change.
    #expect(try await streams.wakes(reach: 1))
    try await loop.submit { streams.close() }.get()
  }

  @Test("tell of a long backlog in pieces of a few kilobytes")
  func pieces() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let streams = try HubStreams(on: loop, heartbeat: .hours(1))
    try await loop.submit { streams.open() }.get()
    let name = String(repeating: "w", count: 126)
    for count in 10..<60 { try await streams.create("\(name)\(count)") }
    let pieces = try await loop.submit { streams.pieces(of: 0) }.get()
    #expect(pieces.count >= 4)
    for piece in pieces { #expect(piece.utf8.count < 5 * 1024) }
    #expect(pieces.joined().split(separator: "\n\n").count == 50)
    try await loop.submit { streams.close() }.get()
  }
}

/// A hub with streams that nobody but the test reads.
// SAFETY: all but `create` and `wakes(reach:)` is called on the loop, or by the one thread of a test
// that drives the loop itself.
private final class HubStreams: @unchecked Sendable {
  let meter = StreamMeter()
  private let signet: TestService
  private let loop: any EventLoop
  private let hub: EventHub
  private var streams: [EventStream] = []
  private var wakeCount = 0

  init(on loop: any EventLoop, heartbeat: TimeAmount = .seconds(10)) throws {
    signet = try TestService()
    self.loop = loop
    hub = EventHub(service: signet.service, loop: loop, meter: meter, heartbeat: heartbeat)
  }

  func open() {
    let service = signet.service
    let revision = service.revision
    streams.append(
      hub.open(
        EventStream.Beginning(
          hello: Hello(epoch: service.epoch.description, revision: revision), lease: nil,
          workspaces: nil, position: EventID(service.epoch, revision))
      ) { self.wakeCount += 1 })
    _ = pieces(of: streams.count - 1)
  }

  /// What a stream says until it waits, a piece each.
  func pieces(of place: Int) -> [String] {
    var pieces: [String] = []
    while true {
      var buffer = ByteBuffer()
      let step = streams[place].next(into: &buffer)
      pieces.append(String(buffer: buffer))
      switch step {
      case .more: continue
      case .waiting, .ended: return pieces
      }
    }
  }

  func text(of place: Int) -> String { pieces(of: place).joined() }

  func close() {
    for stream in streams { stream.closed() }
    streams = []
  }

  func create(_ id: String) async throws {
    try await signet.perform(CreateWorkspace(id: try #require(WorkspaceID(id))))
  }

  /// Waits until streams were woken as often as that, and then asks whether they were so exactly.
  func wakes(reach count: Int) async throws -> Bool {
    for _ in 0..<60_000 where try await loop.submit({ self.wakeCount }).get() < count {
      try await Task.sleep(for: .milliseconds(1))
    }
    // What was still on its way would have come by now.
    for _ in 0..<10 { try await loop.submit {}.get() }
    return try await loop.submit { self.wakeCount }.get() == count
  }
}
