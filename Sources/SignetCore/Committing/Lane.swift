/// Whose work a unit is. Admins' goes first, so that a flood of verifiers never delays a
/// revocation; what the daemon does by itself goes last.
public enum Lane: CaseIterable, Sendable {
  case admin, verifier, background

  /// Units waiting at most; one more is refused with `.busy`.
  var capacity: Int {
    switch self {
    case .admin: 1024
    case .verifier: 8192
    case .background: 64
    }
  }

  /// Units in one batch at most.
  var share: Int {
    switch self {
    case .admin: 256
    case .verifier: 256
    case .background: 1
    }
  }
}
