public import SignetClient

/// Why a token could not be judged. The visitor must then be treated as if no token had come.
public enum VerifierError: Error, Sendable {
  /// There is no such workspace, or it was deleted: its keys are no longer used.
  case workspaceNotFound
  /// No key set is fresh enough to be used, and none could be fetched.
  case keysUnavailable(ClientError)
  /// The daemon's key set is not one that this library can use; the text says why.
  case unusableKeys(String)
}
