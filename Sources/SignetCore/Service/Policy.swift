/// What an operation needs its caller to be allowed.
public enum Permission: Sendable {
  case changeWorkspaces
  case readWorkspaces
  case revealSecrets
  case identifySecrets
  case signTokens
  case fetchKeys
  case verifyTokens
  case readAudit
  case readStatus
}

/// The proof that `Policy` allowed something to somebody. An operation cannot be run without one.
public struct Grant: Sendable {
  public let permission: Permission
  public let principal: Principal

  fileprivate init(permission: Permission, principal: Principal) {
    self.permission = permission
    self.principal = principal
  }
}

/// Who may do what. The socket's file mode decides who may connect; the socket decides the rest.
public enum Policy {
  /// Throws `SignetError.forbidden`.
  public static func authorise(
    _ permission: Permission, _ principal: Principal
  ) throws(SignetError) -> Grant {
    guard roles(for: permission).contains(principal.role) else { throw .forbidden }
    return Grant(permission: permission, principal: principal)
  }

  private static func roles(for permission: Permission) -> [Principal.Role] {
    switch permission {
    case .changeWorkspaces, .readWorkspaces, .revealSecrets, .identifySecrets, .signTokens:
      [.admin]
    case .fetchKeys: [.verifier]
    case .verifyTokens: [.admin, .verifier]
    case .readAudit: [.auditor]
    case .readStatus: [.admin, .verifier, .auditor]
    }
  }
}
