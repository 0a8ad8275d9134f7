public import SignetAudit
public import SignetTokens

/// Shows a secret to an admin. The only answer on the admin socket that holds one.
public struct RevealSecret: Operation {
  public struct Revealed: Sendable {
    public let version: UInt32
    public let kid: KeyID
    public let secret: IdentitySecret
  }

  public let id: WorkspaceID
  public let selector: VersionSelector

  public init(id: WorkspaceID, version selector: VersionSelector) {
    self.id = id
    self.selector = selector
  }

  public var permission: Permission { .revealSecrets }
  public var action: AuditAction? { .secretReveal }
  public var workspace: WorkspaceID? { id }

  public func run(in scope: OperationScope, grant: Grant) throws -> Revealed {
    if case .number(let number) = selector { scope.version = number }
    let workspace = try scope.open(id).workspace
    let version = try workspace.version(selector)
    scope.version = version.number
    if workspace.settings.revealRequiresReason, !scope.hasReason {
      throw SignetError.reasonRequired
    }
    guard let secret = version.secret else {
      throw SignetError.versionNotAccepted(
        version: version.number, state: version.stateName.rawValue)
    }
    return Revealed(version: version.number, kid: version.kid, secret: secret)
  }
}
