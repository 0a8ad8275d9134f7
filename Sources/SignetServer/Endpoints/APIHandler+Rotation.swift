import SignetAPI
import SignetCore

extension APIHandler {
  func showRotation(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let view = try await perform(ReadWorkspace(id: try call.workspace()), call)
    var rotation = RotationStatus(view)
    if rotation.active {
      rotation.behind = verifiersBehind(view.current.number, of: view.id, at: view.revision)
    }
    return try Answer.message(rotation, etag: view.etag)
  }

  func rotateSecret(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let message = try call.message(RotateRequest.self)
    let operation = RotateSecret(
      id: try call.workspace(), grace: message.grace?.duration,
      secret: try message.ownSecret?.identitySecret(), expectedVersion: message.expectedVersion,
      force: message.force ?? false)
    return try await change(
      operation, call, wait: try call.wait(message.wait), template: Answer.created)
  }

  func rescheduleRotation(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let end: RescheduleRotation.End =
      switch try call.message(RescheduleRequest.self) {
      case .acceptUntil(let time): .at(Timestamp(milliseconds: time.milliseconds))
      case .grace(let grace): .after(grace.duration)
      }
    return try await change(RescheduleRotation(id: try call.workspace(), end: end), call)
  }

  func finishRotation(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let message = try call.message(FinishRequest.self)
    return try await change(
      FinishRotation(id: try call.workspace()), call, wait: try call.wait(message.wait))
  }

  func rollBackRotation(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let message = try call.message(RollbackRequest.self)
    return try await change(
      RollBackRotation(id: try call.workspace(), revoking: message.revoke ?? false), call)
  }
}
