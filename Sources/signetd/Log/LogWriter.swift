import Foundation

/// Writes the log on a thread of its own, so that a reader who stands still holds up the log and
/// nothing else: no commit and no event loop.
///
/// What comes while too much waits is dropped, and how much that was is said in its place.
// SAFETY: all state is read and written with the condition's lock held.
final class LogWriter: @unchecked Sendable {
  private static let capacity = 10_000

  private let condition = NSCondition()
  private var waiting: [@Sendable () -> Void] = []
  private var dropped = 0
  private var isWriting = false
  private let tellLoss: @Sendable (Int) -> Void

  /// - Parameter tellLoss: is told, between lines, how many were dropped.
  init(
    tellLoss: @escaping @Sendable (Int) -> Void = { count in
      StandardErrorLog.write("<4>signetd: warning: log messages were lost count=\(count)\n")
    }
  ) {
    self.tellLoss = tellLoss
    let thread = Thread { [self] in run() }
    thread.name = "log"
    thread.start()
  }

  /// Writes `line`, which may block, later and after those before it.
  func write(_ line: @escaping @Sendable () -> Void) {
    condition.lock()
    defer { condition.unlock() }
    guard waiting.count < Self.capacity else {
      dropped += 1
      return
    }
    waiting.append(line)
    condition.broadcast()
  }

  /// Waits until all is written, at most `seconds`: the end of the process need not wait for a
  /// reader who stands still.
  func flush(seconds: Double = 5) {
    let end = Date(timeIntervalSinceNow: seconds)
    condition.lock()
    defer { condition.unlock() }
    while isWriting || !waiting.isEmpty {
      guard condition.wait(until: end) else { return }
    }
  }

  private func run() {
    while true {
      condition.lock()
      isWriting = false
      condition.broadcast()
      while waiting.isEmpty { condition.wait() }
      let lines = waiting
      let lost = dropped
      waiting = []
      dropped = 0
      isWriting = true
      condition.unlock()
      for line in lines { line() }
      if lost > 0 { tellLoss(lost) }
    }
  }
}
