public import SignetCore
internal import Synchronization

/// A clock that moves only when told.
public final class ManualClock: TrustedClock {
  /// Where a new one stands: 2027-01-15T08:00:00Z.
  public static let start = Timestamp(milliseconds: 1_800_000_000_000)

  private let time: Mutex<Timestamp>

  public init(at time: Timestamp = ManualClock.start) {
    self.time = Mutex(time)
  }

  public func now() -> Timestamp { time.withLock { $0 } }

  /// Moves it forward, or back by a negative duration.
  public func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }

  public func set(_ newTime: Timestamp) { time.withLock { $0 = newTime } }
}
