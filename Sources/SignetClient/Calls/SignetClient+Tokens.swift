public import SignetAPI

extension SignetClient {
  /// A token for a test, signed with the current secret.
  public func signToken(
    _ workspace: String, _ request: SignTokenRequest
  ) async throws(ClientError) -> Answer<SignedToken> {
    try await call(
      .signToken, PathParameters(workspace: workspace), body: request, as: SignedToken.self)
  }

  /// What a token proves. A bad token is an answer, not an error.
  public func verifyToken(
    _ workspace: String, _ request: VerifyRequest
  ) async throws(ClientError) -> Answer<VerifyAnswer> {
    try await call(
      .verifyToken, PathParameters(workspace: workspace), body: request, as: VerifyAnswer.self)
  }

  /// The same for up to `APILimits.batchTokens` tokens of any workspaces.
  public func verifyTokens(
    _ request: BatchVerifyRequest
  ) async throws(ClientError) -> Answer<BatchVerifyAnswer> {
    try await call(.verifyTokens, body: request, as: BatchVerifyAnswer.self)
  }
}
