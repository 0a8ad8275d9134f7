/// Leases that ran out without having been released, until it is noted that their last reports may be
/// missing. Bounded: where too many wait, the latest stands for all, and for every workspace.
struct Lapses {
  struct Lapse: Equatable, Sendable {
    let verifier: String
    /// Nil: all of them.
    let workspaces: Set<WorkspaceID>?
    /// When the lease ran out, on the clock that suspends count on.
    let at: Duration
  }

  static let capacity = 16_384

  private var waiting: [Lapse] = []

  mutating func note(_ verifier: String, _ workspaces: Set<WorkspaceID>?, at end: Duration) {
    waiting.append(Lapse(verifier: verifier, workspaces: workspaces, at: end))
    guard waiting.count > Self.capacity, let latest = waiting.max(by: { $0.at < $1.at }) else {
      return
    }
    waiting = [Lapse(verifier: latest.verifier, workspaces: nil, at: latest.at)]
  }

  /// Hands them out, each once.
  mutating func take() -> [Lapse] {
    let lapses = waiting
    waiting = []
    return lapses
  }
}
