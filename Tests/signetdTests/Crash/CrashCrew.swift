import Foundation

/// Threads that work at the same time, one a worker.
enum CrashCrew {
  /// Runs `body` for each worker, waits for all, and throws the first failure.
  static func run(
    _ workers: [CrashWorker], _ body: @escaping @Sendable (CrashWorker) throws -> Void
  ) throws {
    let done = DispatchGroup()
    for worker in workers {
      done.enter()
      Thread.detachNewThread {
        do { try body(worker) } catch { worker.failure = error }
        done.leave()
      }
    }
    done.wait()
    for worker in workers {
      if let failure = worker.failure { throw failure }
    }
  }
}
