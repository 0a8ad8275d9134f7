public import SignetAPI

extension SignetClient {
  /// The grace window and whether it may end.
  public func showRotation(
    _ workspace: String
  ) async throws(ClientError) -> Answer<RotationStatus> {
    try await call(.showRotation, PathParameters(workspace: workspace), as: RotationStatus.self)
  }

  /// Mints the next version; the old one stays accepted for the grace window.
  public func rotateSecret(
    _ workspace: String, _ request: RotateRequest = RotateRequest(),
    options: CallOptions = .none
  ) async throws(ClientError) -> Answer<RotationChange> {
    try await change(.rotateSecret, workspace, request, options, wait: request.wait)
  }

  /// Moves the end of the grace window.
  public func rescheduleRotation(
    _ workspace: String, _ request: RescheduleRequest, options: CallOptions = .none
  ) async throws(ClientError) -> Answer<RotationChange> {
    try await change(.rescheduleRotation, workspace, request, options)
  }

  /// Ends the grace window now.
  public func finishRotation(
    _ workspace: String, _ request: FinishRequest = FinishRequest(),
    options: CallOptions = .none
  ) async throws(ClientError) -> Answer<RotationChange> {
    try await change(.finishRotation, workspace, request, options, wait: request.wait)
  }

  /// Makes the old secret current again.
  public func rollbackRotation(
    _ workspace: String, _ request: RollbackRequest = RollbackRequest(),
    options: CallOptions = .none
  ) async throws(ClientError) -> Answer<RotationChange> {
    try await change(.rollbackRotation, workspace, request, options)
  }

  private func change(
    _ route: Route, _ workspace: String, _ body: any Encodable & Sendable, _ options: CallOptions,
    wait: APIDuration? = nil
  ) async throws(ClientError) -> Answer<RotationChange> {
    try await call(
      route, PathParameters(workspace: workspace), body: body, options: options, wait: wait,
      as: RotationChange.self)
  }
}
