import Logging
import ServiceLifecycle
import SignetCore

/// Tells the operator when somebody sets the wall clock. The daemon goes on with the time that it
/// began with; only a start takes the new one.
struct ClockService: Service {
  /// A step of less is slewing, or our own delay.
  static let smallestStep = Duration.seconds(1)

  let clock: AnchoredClock
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var offset = WallClock.read() - clock.now()
      while !Task.isCancelled {
        do { try await Task.sleep(for: .seconds(2)) } catch { return }
        let latest = WallClock.read() - clock.now()
        let step = latest - offset
        offset = latest
        guard step.magnitude >= Self.smallestStep else { continue }
        logger.say(
          .clockStepped,
          ["milliseconds": "\(step.milliseconds)", "ahead": "\(latest.milliseconds)"])
      }
    }
  }
}

extension Duration {
  fileprivate var magnitude: Duration { self < .zero ? .zero - self : self }
}
