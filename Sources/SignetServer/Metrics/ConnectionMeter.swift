import Synchronization

/// Counts the connections of one socket.
public final class ConnectionMeter: Sendable {
  private let openCount = Atomic<Int>(0)
  private let acceptedCount = Atomic<UInt64>(0)

  public init() {}

  func opened() {
    openCount.wrappingAdd(1, ordering: .relaxed)
    acceptedCount.wrappingAdd(1, ordering: .relaxed)
  }

  func ended() { openCount.wrappingSubtract(1, ordering: .relaxed) }

  /// Those that are counted against the socket's limit at this moment.
  var open: Int { openCount.load(ordering: .relaxed) }
  /// Those that were let in since the start.
  var accepted: UInt64 { acceptedCount.load(ordering: .relaxed) }
}
