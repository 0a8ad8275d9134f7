public import SignetAPI

extension SignetClient {
  /// The daemon's health, as much as this socket's role may know.
  public func showStatus() async throws(ClientError) -> Answer<Status> {
    try await call(.showStatus, as: Status.self)
  }
}
