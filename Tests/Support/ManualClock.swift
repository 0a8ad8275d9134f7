public import SignetCore
internal import Synchronization

/// A clock that moves only when told. Its wall can be set without that any time passes.
public final class ManualClock: TrustedClock {
  /// Where a new one stands: 2027-01-15T08:00:00Z.
  public static let start = Timestamp(milliseconds: 1_800_000_000_000)

  private struct State {
    var wall: Timestamp
    var uptime = Duration.zero
  }

  private let state: Mutex<State>

  public init(at time: Timestamp = ManualClock.start) {
    state = Mutex(State(wall: time))
  }

  public func now() -> Timestamp { state.withLock { $0.wall } }
  public var uptime: Duration { state.withLock { $0.uptime } }

  /// Lets time pass; a negative duration sets the wall clock back.
  public func advance(by duration: Duration) {
    state.withLock { state in
      state.wall = state.wall + duration
      state.uptime += max(duration, .zero)
    }
  }

  /// Sets the wall clock.
  public func set(_ newTime: Timestamp) { state.withLock { $0.wall = newTime } }
}
