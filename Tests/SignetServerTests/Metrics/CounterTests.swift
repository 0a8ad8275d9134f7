import Foundation
import NIOPosix
import SignetAPI
import Testing

@testable import SignetServer

@Suite("Counters")
struct CounterTests {
  @Test("lose nothing that several threads add, in whichever shard")
  func concurrent() {
    let table = CounterTable(count: 3, shards: 4)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for _ in 0..<10_000 { table.add(2, to: 1, shard: thread & 3) }
    }
    #expect(table[0..<3] == [0, 160_000, 0])
  }

  @Test("give a loop the same shard each time, one of theirs")
  func shards() {
    let table = CounterTable(count: 1, shards: 4)
    let group = MultiThreadedEventLoopGroup.singleton
    for loop in group.makeIterator() {
      #expect((0..<4).contains(table.shard(of: loop)))
      #expect(table.shard(of: loop) == table.shard(of: loop))
      #expect(CounterTable(count: 1).shard(of: loop) == 0)
    }
  }

  @Test(
    "put a time into the bucket whose bound it does not exceed",
    arguments: [
      (0, 0), (10_000, 0), (10_001, 1), (25_000, 1), (999_999, 6), (1_000_000, 6),
      (10_000_000_000, 18), (10_000_000_001, 19), (.max, 19),
    ] as [(UInt64, Int)])
  func buckets(nanoseconds: UInt64, bucket: Int) {
    #expect(LatencyHistogram.bucket(of: nanoseconds) == bucket)
  }

  @Test("have ascending bounds from 10 µs to 10 s")
  func bounds() {
    let bounds = LatencyHistogram.bounds
    #expect(bounds.first == 10_000)
    #expect(bounds.last == 10_000_000_000)
    #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("of a route are its own, in every status that a problem can have")
  func routes() {
    let meter = RequestMeter()
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    for status in RequestMeter.statuses {
      meter.begin(.fetchKeys, on: loop).end(status: UInt(status))
    }
    for route in Route.allCases {
      let expected: UInt64 = route == .fetchKeys ? 1 : 0
      for status in RequestMeter.statuses {
        #expect(meter.count(route, status: status) == expected, "\(route) \(status)")
      }
      #expect(meter.latency(route).count == expected * UInt64(RequestMeter.statuses.count))
    }
    #expect(Set(RequestMeter.statuses).count == RequestMeter.statuses.count)
    #expect(Set(RequestMeter.statuses).isSuperset(of: ProblemCode.allCases.map(\.status)))
  }

  @Test("of commits take any duration that there is")
  func durations() {
    let work = WorkMeter()
    work.committed(operations: 3, in: .milliseconds(1500))
    work.committed(operations: 0, in: .seconds(Int64.max))
    work.committed(operations: -1, in: .seconds(-1))
    #expect(work.commitLatency.count == 3)
    #expect(work.operationCount == 3)
    #expect(work.commitLatency.counts[LatencyHistogram.bucket(of: 1_500_000_000)] == 1)
    #expect(work.commitLatency.counts.last == 1)
    #expect(work.commitLatency.counts.first == 1)
  }
}
