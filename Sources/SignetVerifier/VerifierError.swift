public import SignetClient

/// Why a token could not be judged. The visitor must then be treated as if no token had come, and
/// never as identified.
public enum VerifierError: Error, Sendable, Hashable {
  /// There is no such workspace, or it was deleted: its keys are no longer used.
  case workspaceNotFound
  /// No key may be used now (the reason `keys_unavailable`).
  case keysUnavailable(Unavailability)
  /// The daemon's key set is not one that this library can use; the text says why.
  case unusableKeys(String)

  public enum Unavailability: Sendable, Hashable {
    /// The workspace was never loaded, or was dropped because it was not used for long: call
    /// `prepare`.
    case notPrepared
    /// The lease ran out and could not be renewed: the daemon was away, or this process was stopped.
    /// The keys are fetched again as soon as the daemon answers.
    case lapsed
    /// The daemon could not be asked.
    case failed(ClientError)
    /// The verifier was stopped.
    case stopped
    /// The task that waited was cancelled.
    case cancelled
  }
}
