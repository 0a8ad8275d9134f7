import SignetCore

/// How far the wall clock is ahead of the daemon's own time, looked at again and again.
struct ClockOffset {
  /// A change of less is slewing, or our own delay.
  static let smallestStep = Duration.seconds(1)

  private(set) var latest: Duration

  /// `wall` and `now` are read at the same moment.
  init(wall: Timestamp, now: Timestamp) { latest = wall - now }

  /// By how much the wall clock was set since the last look; nil where it was not.
  mutating func step(wall: Timestamp, now: Timestamp) -> Duration? {
    let step = (wall - now) - latest
    latest += step
    return step >= Self.smallestStep || step <= .zero - Self.smallestStep ? step : nil
  }
}
