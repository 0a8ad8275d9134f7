import SignetAPI

/// Requests that are right, but not in the state that there is.
enum BadStates {
  static let rows: [BadRequest] = [
    BadRequest(
      .createWorkspace, "one that is there",
      BadRequest.request(.createWorkspace, body: #"{"id":"acme"}"#), .workspaceExists),
    BadRequest(
      .createWorkspace, "one that was deleted",
      BadRequest.request(.createWorkspace, body: #"{"id":"gone"}"#), .workspaceDeleted),
    BadRequest(
      .rotateSecret, "in a grace window", BadRequest.request(.rotateSecret), .rotationInProgress),
    BadRequest(
      .rotateSecret, "another version is current",
      BadRequest.request(.rotateSecret, body: #"{"expectedVersion":1}"#), .versionMismatch),
    BadRequest(
      .rotateSecret, "the first secret once more",
      BadRequest.request(
        .rotateSecret,
        body:
          #"{"secret":"the first secret, of 32 bytes or more","force":true,"expectedVersion":3}"#),
      .secretReused),
    BadRequest(
      .revokeSecret, "another version is current",
      BadRequest.request(.revokeSecret, body: #"{"expectedVersion":1}"#), .versionMismatch),
    BadRequest(
      .revealSecret, "a retired version", BadRequest.request(.revealSecret, version: "1"),
      .versionNotAccepted),
    BadRequest(
      .finishRotation, "without a rotation", BadRequest.request(.finishRotation, workspace: "calm"),
      .noRotation),
    BadRequest(
      .revealSecret, "without a reason", BadRequest.request(.revealSecret, workspace: "strict"),
      .reasonRequired),
    BadRequest(
      .finishRotation, "a key of another request",
      BadRequest.request(.finishRotation, workspace: "calm").with("Idempotency-Key", "k")
        .with(body: Array("{ }".utf8)).with("Content-Type", "application/json"),
      .noRotation),
    BadRequest(
      .updateSettings, "the key of another request",
      BadRequest.request(.updateSettings, workspace: "calm", body: #"{"clockSkew":"2m"}"#)
        .with("Idempotency-Key", "used"), .idempotencyKeyReused),
  ]
}
