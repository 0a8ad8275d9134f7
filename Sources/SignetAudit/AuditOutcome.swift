/// How an action ended.
public enum AuditOutcome: Equatable, Sendable {
  /// It was done, or disclosed.
  case allowed
  /// The actor may not do it; `code` is the answer's.
  case denied(code: String)
  /// The actor may, but the state or the request did not allow it; `code` is the answer's.
  case failed(code: String)

  public var name: String {
    switch self {
    case .allowed: "allowed"
    case .denied: "denied"
    case .failed: "failed"
    }
  }

  /// The code of the answer; absent where the action was allowed.
  public var code: String? {
    switch self {
    case .allowed: nil
    case .denied(let code), .failed(let code): code
    }
  }
}
