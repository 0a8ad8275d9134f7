extension LeaseKeeper {
  /// Returns once the workspace's keys may be used; with a time, once they were looked at since.
  /// Throws what the first look brought that did not bring them.
  func load(_ workspace: String, since: Duration? = nil) async throws(VerifierError) {
    start()
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation {
        (continuation: CheckedContinuation<Waiting.Outcome, Never>) in
        let now = clock.uptime()
        state.withLock { state in
          guard !state.cache.isStopped else {
            return continuation.resume(returning: .failure(.keysUnavailable(.stopped)))
          }
          guard !Task.isCancelled else {
            return continuation.resume(returning: .failure(.keysUnavailable(.cancelled)))
          }
          state.cache.want(workspace, at: now)
          guard !state.cache.isLoaded(workspace, since: since, at: now) else {
            return continuation.resume(returning: .success(()))
          }
          if since != nil { state.cache.recheck(workspace, at: now) }
          state.waiting.add(id, for: workspace, since: since, continuation)
        }
        wake()
      }
    } onCancel: {
      state.withLock { $0.waiting.cancel(id, for: workspace) }
    }
    try outcome.get()
  }
}
