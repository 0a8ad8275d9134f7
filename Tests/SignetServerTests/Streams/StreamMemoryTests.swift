import Glibc
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import SignetServer

@Suite("The memory of streams")
struct StreamMemoryTests {
  /// Keeps what is written, as a kernel whose buffer is full.
  private final class FullKernel: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private(set) var held: [(bytes: Int, promise: EventLoopPromise<Void>?)] = []

    func write(
      context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
      held.append((unwrapOutboundIn(data).readableBytes, promise))
    }

    func flush(context: ChannelHandlerContext) {}

    var heldBytes: Int { held.reduce(0) { $0 + $1.bytes } }

    /// Takes all that is held.
    func take() {
      let taken = held
      held = []
      for write in taken { write.promise?.succeed() }
    }
  }

  @Test("is one piece, however much there is to send and however often it is woken")
  func onePiece() throws {
    let channel = EmbeddedChannel()
    let kernel = FullKernel()
    try channel.pipeline.syncOperations.addHandler(kernel)
    let handler = StreamHandler(floodSize: 4096)
    let peer = Peer(socket: .verifier, uid: 1, gid: 1, pid: 1, userName: nil, groupName: nil)
    let connection = Connection(
      peer: peer, handler: handler, limits: ServerLimits(for: .verifier), ids: RequestIDSource(),
      now: channel.embeddedEventLoop.now, countedIn: nil)
    try Connection.install(connection, in: channel)
    try channel.connect(to: SocketAddress(unixDomainSocketPath: "/a")).wait()
    try channel.writeInbound(ByteBuffer(string: StreamEndTests.flood))
    for round in 1...100 {
      for _ in 0..<10 { connection.pumpStream() }
      #expect(try handler.stream().sentBytes == 4096 * round)
      #expect(kernel.heldBytes < 4096 + 1024)
      kernel.take()
      channel.embeddedEventLoop.run()
    }
    _ = try channel.finish(acceptAlreadyClosed: true)
  }

  @Test("holds a thousand at once, half of whom never read, and serves the rest")
  func thousand() async throws {
    raiseDescriptorLimit()
    let handler = StreamHandler()
    try await serving(handler) {
      $0.connections = 4_000
      $0.connectionsPerUser = 4_000
    } _: { socket in
      var clients: [RawClient] = []
      for place in 0..<1_000 {
        let client = try socket.client()
        try client.send(StreamTests.request)
        _ = try handler.stream(place)
        clients.append(client)
      }
      // A megabyte for each, far more than a socket takes at once.
      let piece = String(repeating: "x", count: 4096)
      for (place, stream) in handler.streams.enumerated() where place.isMultiple(of: 2) {
        for _ in 0..<100 { stream.feed(piece) }
      }
      for (place, stream) in handler.streams.enumerated() where !place.isMultiple(of: 2) {
        stream.feed("now", ending: true)
      }
      for place in stride(from: 1, to: 1_000, by: 2) {
        #expect(try clients[place].readHead().status == 200)
        #expect(try clients[place].readChunk() == "now")
        #expect(try clients[place].readChunk() == "")
      }
      // Those that do not read are asked for no more than the kernel takes, and a piece.
      for place in stride(from: 0, to: 1_000, by: 2) {
        #expect(handler.streams[place].sentBytes < 100 * 4096)
      }
      for client in clients { client.hangUp() }
      for stream in handler.streams { #expect(stream.waitUntilClosed()) }
    }
  }
}
