import Synchronization

/// Counts the event streams of one socket.
final class StreamMeter: Sendable {
  private let openCount = Atomic<Int>(0)
  private let openedCount = Atomic<UInt64>(0)

  func opened() {
    openCount.wrappingAdd(1, ordering: .relaxed)
    openedCount.wrappingAdd(1, ordering: .relaxed)
  }

  func ended() { openCount.wrappingSubtract(1, ordering: .relaxed) }

  /// Those that are read at this moment.
  var open: Int { openCount.load(ordering: .relaxed) }
  /// Those that were begun since the start.
  var begun: UInt64 { openedCount.load(ordering: .relaxed) }
}
