import SignetAPI
import SignetClient

extension Session {
  /// What the followers of a change must have done.
  enum Following: Sendable {
    /// Nobody uses a key set from before it, those fetched without a lease included.
    case complete
    /// Every live lease holds it, which is what a reveal needs.
    case leases

    func isDone(_ propagation: Propagation) -> Bool {
      switch self {
      case .complete: propagation.complete
      case .leases: propagation.behind.isEmpty
      }
    }
  }

  /// Follows a change until verifiers have, and shows on a terminal how far they are. Answers how far
  /// they were in the end.
  ///
  /// The change is made, whatever becomes of this: where the daemon is away for a moment, it is asked
  /// again until the time is over in which it must have completed.
  func follow(
    _ change: Propagation, until following: Following = .complete, _ client: SignetClient
  ) async throws(CommandError) -> Propagation {
    var line = StatusLine(console)
    defer { line.clear() }
    let end = ContinuousClock.now + .seconds(WaitOptions.enough?.seconds ?? 0)
    var latest = change
    while !following.isDone(latest) {
      line.show(PropagationText.progress(latest, times()))
      let left = end - ContinuousClock.now
      guard left > .zero else { break }
      // Short, so that the line moves; a second where nobody looks at it is as good.
      let wait = APIDuration(seconds: 1)
      do throws(ClientError) {
        latest = try await client.showPropagation(of: latest.revision, wait: wait).message
      } catch  where error.isUnreachable || error.mayBeRepeated {
        guard (try? await Task.sleep(for: min(.seconds(1), left))) != nil else { break }
      } catch {
        throw .client(error)
      }
    }
    return latest
  }

  /// Throws `incomplete` where `following` is not done.
  func require(_ following: Following, _ propagation: Propagation) throws(CommandError) {
    guard !following.isDone(propagation) else { return }
    throw .incomplete(
      PropagationText.incomplete(propagation, times()),
      hint: "the change is made; see who follows with: signet verifiers")
  }
}
