import Dispatch
import Foundation

/// Sends on a thread of its own, while the test reads.
// SAFETY: the client's `send` touches only the descriptor, which the reading side does not change
// while the test waits for the end.
final class Sender: @unchecked Sendable {
  private let client: RawClient
  private let text: String
  private let done = DispatchSemaphore(value: 0)

  init(_ client: RawClient, _ text: String) {
    self.client = client
    self.text = text
  }

  func start() {
    Thread.detachNewThread {
      try? self.client.send(self.text)
      self.done.signal()
    }
  }

  /// Whether all has been sent by then.
  func isDone(within seconds: Double) -> Bool { done.wait(timeout: .now() + seconds) == .success }
}
