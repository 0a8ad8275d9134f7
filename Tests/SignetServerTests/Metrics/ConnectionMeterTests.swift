import NIOEmbedded
import Testing

@testable import SignetServer

@Suite("The connections of a socket")
struct ConnectionMeterTests {
  @Test("are counted while they are, and since the start; who is refused is not")
  func counted() throws {
    var limits = ServerLimits()
    limits.connectionsPerUser = 2
    let meter = ConnectionMeter()
    let table = ConnectionTable(limits: limits, meter: meter)
    let channels = (0..<3).map { _ in EmbeddedChannel() }
    #expect(table.admit(channels[0], uid: 7) == .admitted)
    #expect(table.admit(channels[1], uid: 7) == .admitted)
    #expect(table.admit(channels[2], uid: 7) == .refused(.tooManyConnectionsOfUser))
    #expect(meter.open == 2)
    #expect(meter.accepted == 2)
    table.hold(channels[0])
    for channel in channels { _ = try channel.finish(acceptAlreadyClosed: true) }
    // One is gone, and still has an answer made for it.
    #expect(meter.open == 1)
    table.letGo(channels[0])
    #expect(meter.open == 0)
    #expect(meter.open == table.count)
    #expect(meter.accepted == 2)
  }
}
