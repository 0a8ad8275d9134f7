/// One thing that a client asks for.
enum CrashChange: Equatable {
  case create
  case rotate(grace: Int)
  case reschedule(hours: Int)
  case finish
  case rollback(revoke: Bool)
  case revokeCurrent
  case revokeRetiring
  case settings(clockSkew: Int)
  case reveal
  case keys

  /// What the audit log calls it.
  var action: String {
    switch self {
    case .create: "workspace.create"
    case .rotate: "secret.rotate"
    case .reschedule: "rotation.reschedule"
    case .finish: "rotation.finish"
    case .rollback: "rotation.rollback"
    case .revokeCurrent, .revokeRetiring: "secret.revoke"
    case .settings: "settings.update"
    case .reveal: "secret.reveal"
    case .keys: "keys.fetch"
    }
  }

  /// Whether it makes a revision.
  var isChange: Bool { self != .reveal && self != .keys }

  func request(_ id: String, key: String) -> Request {
    let path = "/v1/workspaces/\(id)"
    let request =
      switch self {
      case .create: Request("POST", "/v1/workspaces", #"{"id": "\#(id)"}"#)
      case .rotate(let grace): Request("POST", "\(path)/rotation", #"{"grace": "\#(grace)h"}"#)
      case .reschedule(let hours): Request("PATCH", "\(path)/rotation", #"{"grace": "\#(hours)h"}"#)
      case .finish: Request("POST", "\(path)/rotation/finish")
      case .rollback(let revoke):
        Request("POST", "\(path)/rotation/rollback", #"{"revoke": \#(revoke)}"#)
      case .revokeCurrent: Request("POST", "\(path)/secrets/current/revoke")
      case .revokeRetiring: Request("POST", "\(path)/secrets/retiring/revoke")
      case .settings(let skew):
        Request("PATCH", "\(path)/settings", #"{"clockSkew": "\#(skew)s"}"#)
      case .reveal: Request("POST", "\(path)/secrets/current/reveal")
      case .keys: Request("GET", "\(path)/keys")
      }
    return isChange ? request.with("Idempotency-Key", key) : request
  }

  /// Something that the workspace's state allows.
  static func random(
    for workspace: ModelWorkspace, using generator: inout SeededGenerator
  ) -> CrashChange {
    var possible: [CrashChange] = [
      .reveal, .keys, .revokeCurrent,
      .settings(
        clockSkew: (workspace.clockSkew + Int.random(in: 1...500, using: &generator)) % 601),
    ]
    if workspace.retiring == nil {
      possible += [.rotate(grace: 0), .rotate(grace: 24), .rotate(grace: 48)]
    } else {
      possible += [
        .finish, .revokeRetiring, .rollback(revoke: true), .rollback(revoke: false),
        .reschedule(hours: Int.random(in: 1...700, using: &generator)),
      ]
    }
    return possible.randomElement(using: &generator) ?? .reveal
  }
}
