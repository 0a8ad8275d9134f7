import Foundation
import Synchronization

/// Says when the daemon is to die: when so many requests have been sent by all clients together.
final class KillGate: Sendable {
  private let left: Mutex<Int>

  init(after requests: Int) { left = Mutex(requests) }

  var isShut: Bool { left.withLock { $0 < 0 } }

  /// Called when a request has been sent and before its answer is read. Kills with the last one.
  func pass(_ daemon: RunningDaemon, delay: UInt32) {
    let isLast = left.withLock { left in
      left -= 1
      return left == -1
    }
    guard isLast else { return }
    // Somewhere between the request's first byte and the answer's last.
    usleep(delay)
    daemon.process.send(SIGKILL)
  }
}
