import Dispatch

/// Runs a test's own steps on threads that may block: the daemon's tasks share the pool with all other
/// tests, and must find a thread of it while a client waits for them.
final class OwnThreads: TaskExecutor {
  private let queue = DispatchQueue(label: "test", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
