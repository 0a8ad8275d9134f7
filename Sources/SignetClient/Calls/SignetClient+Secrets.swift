public import SignetAPI

extension SignetClient {
  /// The secret itself. This is a disclosure, and audited as one. `request` says how long to wait
  /// for verifiers that do not accept it yet (5 s where it does not), or not to.
  public func revealSecret(
    _ workspace: String, _ selector: SecretSelector, _ request: RevealRequest = RevealRequest()
  ) async throws(ClientError) -> Answer<RevealedSecret> {
    try await call(
      .revealSecret, PathParameters(workspace: workspace, version: selector),
      body: request, wait: request.wait ?? RevealRequest.defaultWait, as: RevealedSecret.self)
  }

  /// Refuses a version from now on; a replacement is minted where it was the current one.
  public func revokeSecret(
    _ workspace: String, _ selector: SecretSelector, _ request: RevokeRequest = RevokeRequest(),
    options: CallOptions = .none
  ) async throws(ClientError) -> Answer<RotationChange> {
    try await call(
      .revokeSecret, PathParameters(workspace: workspace, version: selector), body: request,
      options: options, wait: request.wait, as: RotationChange.self)
  }

  /// Whose secret this is or was.
  public func identifySecret(
    _ request: IdentifyRequest
  ) async throws(ClientError) -> Answer<IdentifyAnswer> {
    try await call(.identifySecret, body: request, as: IdentifyAnswer.self)
  }
}

extension RevealRequest {
  /// How long the daemon waits where the request does not say.
  fileprivate static let defaultWait = APIDuration(seconds: 5)
}
