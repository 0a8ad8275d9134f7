/// What a route is made of.
public struct RouteEntry: Sendable, Hashable {
  public let method: Method
  /// With `{ws}`, `{version}`, `{revision}` and `{lease}` for parameters.
  public let template: String
  public let roles: Set<Role>
  /// Whether the route takes a body at all; where it does, the body may still be optional.
  public let takesBody: Bool
}

extension Route {
  public var entry: RouteEntry {
    func entry(
      _ method: Method, _ template: String, _ roles: Set<Role> = [.admin], body: Bool = false
    ) -> RouteEntry {
      RouteEntry(method: method, template: template, roles: roles, takesBody: body)
    }
    return switch self {
    case .createWorkspace: entry(.post, "/v1/workspaces", body: true)
    case .listWorkspaces: entry(.get, "/v1/workspaces")
    case .showWorkspace: entry(.get, "/v1/workspaces/{ws}")
    case .deleteWorkspace: entry(.delete, "/v1/workspaces/{ws}")
    case .showSettings: entry(.get, "/v1/workspaces/{ws}/settings")
    case .updateSettings: entry(.patch, "/v1/workspaces/{ws}/settings", body: true)
    case .revealSecret:
      entry(.post, "/v1/workspaces/{ws}/secrets/{version}/reveal", body: true)
    case .revokeSecret:
      entry(.post, "/v1/workspaces/{ws}/secrets/{version}/revoke", body: true)
    case .identifySecret: entry(.post, "/v1/secrets/identify", body: true)
    case .showRotation: entry(.get, "/v1/workspaces/{ws}/rotation")
    case .rotateSecret: entry(.post, "/v1/workspaces/{ws}/rotation", body: true)
    case .rescheduleRotation: entry(.patch, "/v1/workspaces/{ws}/rotation", body: true)
    case .finishRotation: entry(.post, "/v1/workspaces/{ws}/rotation/finish", body: true)
    case .rollbackRotation: entry(.post, "/v1/workspaces/{ws}/rotation/rollback", body: true)
    case .signToken: entry(.post, "/v1/workspaces/{ws}/tokens", body: true)
    case .showPropagation: entry(.get, "/v1/propagation/{revision}")
    case .listVerifiers: entry(.get, "/v1/verifiers")
    case .fetchKeys: entry(.get, "/v1/workspaces/{ws}/keys", [.verifier])
    case .watchEvents: entry(.get, "/v1/events", [.admin, .verifier])
    case .renewLease: entry(.post, "/v1/leases/{lease}", [.verifier], body: true)
    case .releaseLease: entry(.delete, "/v1/leases/{lease}", [.verifier])
    case .verifyToken:
      entry(.post, "/v1/workspaces/{ws}/verify", [.admin, .verifier], body: true)
    case .verifyTokens: entry(.post, "/v1/verify", [.admin, .verifier], body: true)
    case .listAudit: entry(.get, "/v1/audit", [.auditor])
    case .verifyAudit: entry(.post, "/v1/audit/verify", [.auditor])
    case .showStatus: entry(.get, "/v1/status", [.admin, .verifier, .auditor])
    case .showMetrics: entry(.get, "/metrics", [.auditor])
    }
  }

  public var method: Method { entry.method }
  public var template: String { entry.template }
  public var roles: Set<Role> { entry.roles }
  public var takesBody: Bool { entry.takesBody }

  /// Whether all members of the body are optional, so that it may be missing.
  public var bodyIsOptional: Bool {
    switch self {
    case .revealSecret, .revokeSecret, .rotateSecret, .finishRotation, .rollbackRotation: true
    case .createWorkspace, .listWorkspaces, .showWorkspace, .deleteWorkspace, .showSettings,
      .updateSettings, .identifySecret, .showRotation, .rescheduleRotation, .signToken,
      .showPropagation, .listVerifiers, .fetchKeys, .watchEvents, .renewLease, .releaseLease,
      .verifyToken, .verifyTokens, .listAudit, .verifyAudit, .showStatus, .showMetrics:
      false
    }
  }

  /// Bytes that the body may have.
  public var bodyLimit: Int {
    guard takesBody else { return 0 }
    return self == .verifyTokens ? APILimits.batchBody : APILimits.body
  }
}
