import Synchronization

/// A clock on which sleepers wake when a step is made: one step, one sleep.
final class SteppingClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private struct State {
    var sleeper: CheckedContinuation<Void, Never>?
    var sleeps = 0
    var isOver = false
  }

  private let state = Mutex(State())

  var now: Instant { Instant(offset: .zero) }
  var minimumResolution: Duration { .zero }

  /// How often somebody has begun to sleep.
  var sleeps: Int { state.withLock { $0.sleeps } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          state.sleeps += 1
          if !state.isOver { state.sleeper = continuation }
          return state.isOver
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        state.isOver = true
        return state.sleeper.take()
      }
      sleeper?.resume()
    }
    try Task.checkCancellation()
  }

  /// Wakes the sleeper, and returns when it sleeps again.
  func step() async throws {
    while true {
      let (sleeper, sleeps) = state.withLock { ($0.sleeper.take(), $0.sleeps) }
      if let sleeper {
        sleeper.resume()
        while self.sleeps == sleeps { try await Task.sleep(for: .milliseconds(1)) }
        return
      }
      try await Task.sleep(for: .milliseconds(1))
    }
  }
}
