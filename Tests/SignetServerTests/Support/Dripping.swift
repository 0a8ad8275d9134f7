import Foundation
import Synchronization

/// Sends a byte every now and then until it is told to stop or nobody takes them any more.
// SAFETY: the client's `send` touches only the descriptor, which does not change meanwhile.
final class Dripping: @unchecked Sendable {
  private let client: RawClient
  private let isStopped = Mutex(false)
  private let done = DispatchSemaphore(value: 0)

  init(_ client: RawClient) { self.client = client }

  func start() {
    Thread.detachNewThread {
      while !self.isStopped.withLock({ $0 }), (try? self.client.send("a")) != nil { usleep(10_000) }
      self.done.signal()
    }
  }

  func stop() {
    isStopped.withLock { $0 = true }
    done.wait()
  }
}
