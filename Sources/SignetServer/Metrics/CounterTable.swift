import NIOCore
import Synchronization

/// A fixed number of counters that many threads add to without a lock, a wait or an allocation.
///
/// Each event loop adds to a shard, most often its own, so that loops seldom contend for the same
/// memory. Who reads adds the shards up, and may see one addition of a request before another.
// SAFETY: the memory holds atomics, is initialised before anybody else has the table, and is freed
// with the last reference to it.
final class CounterTable: @unchecked Sendable {
  private let cells: UnsafeMutablePointer<Atomic<UInt64>>
  private let width: Int
  private let shards: Int

  /// - Parameters:
  ///   - count: how many counters there are.
  ///   - shards: a power of two.
  init(count: Int, shards: Int = 1) {
    width = count
    self.shards = shards
    cells = .allocate(capacity: count * shards)
    for place in 0..<count * shards { (cells + place).initialize(to: Atomic(0)) }
  }

  deinit {
    cells.deinitialize(count: width * shards)
    cells.deallocate()
  }

  /// Adds to a counter. `index` must be one of the table's.
  func add(_ value: UInt64 = 1, to index: Int, shard: Int = 0) {
    precondition(index >= 0 && index < width && shard >= 0 && shard < shards)
    cells[shard * width + index].wrappingAdd(value, ordering: .relaxed)
  }

  /// The sum of a counter's shards.
  subscript(index: Int) -> UInt64 {
    precondition(index >= 0 && index < width)
    return (0..<shards).reduce(0) { sum, shard in
      sum &+ cells[shard * width + index].load(ordering: .relaxed)
    }
  }

  /// The counters of a range, in order.
  subscript(range: Range<Int>) -> [UInt64] { range.map { self[$0] } }

  /// The shard of an event loop: its address, spread by Fibonacci hashing.
  func shard(of loop: any EventLoop) -> Int {
    let address = UInt64(UInt(bitPattern: ObjectIdentifier(loop)))
    return Int((address &* 0x9E37_79B9_7F4A_7C15) >> 40) & (shards - 1)
  }
}
