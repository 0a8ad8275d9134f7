/// Those who wait for a workspace's keys.
struct Waiting: Sendable {
  typealias Outcome = Result<Void, VerifierError>

  private struct Waiter: Sendable {
    let id: UInt64
    /// Only a look that was sent then or later helps; without it any keys that may be used.
    let since: Duration?
    let continuation: CheckedContinuation<Outcome, Never>
  }

  private var waiters: [String: [Waiter]] = [:]

  mutating func add(
    _ id: UInt64, for workspace: String, since: Duration?,
    _ continuation: CheckedContinuation<Outcome, Never>
  ) {
    waiters[workspace, default: []].append(
      Waiter(id: id, since: since, continuation: continuation))
  }

  /// A workspace was looked at; `isLoaded` says whom that helps.
  mutating func looked(_ workspace: String, isLoaded: (Duration?) -> Bool) {
    end(workspace, with: .success(())) { isLoaded($0.since) }
  }

  /// A look that was sent at `sentAt` brought nothing.
  mutating func failed(_ workspace: String, sentAt: Duration, _ error: VerifierError) {
    end(workspace, with: .failure(error)) { waiter in waiter.since.map { $0 <= sentAt } ?? true }
  }

  mutating func failed(_ workspace: String, _ error: VerifierError) {
    end(workspace, with: .failure(error)) { _ in true }
  }

  mutating func failed(_ error: VerifierError, where condition: (String) -> Bool = { _ in true }) {
    for workspace in waiters.keys where condition(workspace) { failed(workspace, error) }
  }

  mutating func cancel(_ id: UInt64, for workspace: String) {
    end(workspace, with: .failure(.keysUnavailable(.cancelled))) { $0.id == id }
  }

  private mutating func end(
    _ workspace: String, with outcome: Outcome, where condition: (Waiter) -> Bool
  ) {
    guard let all = waiters[workspace] else { return }
    var left: [Waiter] = []
    for waiter in all {
      if condition(waiter) {
        waiter.continuation.resume(returning: outcome)
      } else {
        left.append(waiter)
      }
    }
    waiters[workspace] = left.isEmpty ? nil : left
  }
}
