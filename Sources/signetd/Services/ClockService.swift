import Logging
import ServiceLifecycle
import SignetCore

/// Tells the operator when somebody sets the wall clock. The daemon goes on with the time that it
/// began with; only a start takes the new one.
struct ClockService: Service {
  let clock: AnchoredClock
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var offset = ClockOffset(wall: WallClock.read(), now: clock.now())
      while !Task.isCancelled {
        do { try await Task.sleep(for: .seconds(2)) } catch { return }
        guard let step = offset.step(wall: WallClock.read(), now: clock.now()) else { continue }
        logger.say(
          .clockStepped,
          [
            "milliseconds": "\(step.milliseconds)",
            "ahead": "\(offset.latest.milliseconds)",
          ])
      }
    }
  }
}
