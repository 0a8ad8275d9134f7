/// The time that everything is judged by.
public protocol TrustedClock: Sendable {
  func now() -> Timestamp
  /// Time since some moment, on a clock that nobody can set and that a suspend counts on
  /// (`CLOCK_BOOTTIME`). Leases are counted on it.
  var uptime: Duration { get }
}

/// A wall clock read once, at start, and `CLOCK_BOOTTIME` since: a step of the wall clock moves
/// nothing, and a suspend counts.
public struct AnchoredClock: TrustedClock {
  private let anchor: Timestamp
  private let start: ContinuousClock.Instant

  /// `wall` is what the wall clock says at this moment.
  public init(wall: Timestamp) {
    anchor = wall
    // On Linux Swift's continuous clock is CLOCK_BOOTTIME.
    start = ContinuousClock.now
  }

  public func now() -> Timestamp { anchor + uptime }

  public var uptime: Duration { ContinuousClock.now - start }
}
