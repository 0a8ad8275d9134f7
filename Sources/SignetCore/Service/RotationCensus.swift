import Synchronization

/// How many workspaces have a current secret older than their settings want, as of the last time
/// that all of them were looked at: a piece every few seconds, for rows must be opened to tell.
final class RotationCensus: Sendable {
  private struct State {
    var after: UInt64 = 0
    var counted = 0
    var latest: Int?
  }

  private let state = Mutex(State())

  /// Nil until all were looked at once.
  var overdue: Int? { state.withLock { $0.latest } }
  /// Where the next piece begins.
  var position: UInt64 { state.withLock { $0.after } }

  /// Adds a piece; `next` is nil where it was the last one.
  func add(_ overdue: Int, next: UInt64?) {
    state.withLock { state in
      state.counted += overdue
      state.after = next ?? 0
      if next == nil {
        state.latest = state.counted
        state.counted = 0
      }
    }
  }
}
