public import SignetAudit
public import SignetTokens

/// Makes a workspace with its first secret, generated or the admin's own. The secret is not in the
/// answer: it is revealed like any other.
public struct CreateWorkspace: Operation {
  public let id: WorkspaceID
  public let settings: SecuritySettings
  public let secret: IdentitySecret?

  public init(id: WorkspaceID, settings: SecuritySettings = .init(), secret: IdentitySecret? = nil)
  {
    self.id = id
    self.settings = settings
    self.secret = secret
  }

  public var permission: Permission { .changeWorkspaces }
  public var action: AuditAction? { .workspaceCreate }
  public var workspace: WorkspaceID? { id }

  public func run(in scope: OperationScope, grant: Grant) throws -> Receipt {
    let tag = try scope.keyring.tag(of: id)
    if let row = try scope.transaction.workspace(tag) {
      let existing = try scope.keyring.open(row).workspace
      if let receipt = try scope.replay(existing.idempotency) { return receipt }
      throw SignetError.workspaceExists
    }
    guard try scope.transaction.tombstone(tag) == nil else { throw SignetError.workspaceDeleted }
    let faults = settings.faults(under: "/settings")
    guard faults.isEmpty else { throw SignetError.invalid(faults) }

    let first = try scope.mint(own: secret, for: id, version: 1)
    scope.version = 1
    scope.detail("kid", first.kid.text)
    scope.detail("origin", first.origin.name)
    return try scope.saveNew(
      Workspace(
        id: id, revision: scope.nextRevision(), settings: settings, first: first, act: scope.act))
  }
}

extension SecretVersion.Origin {
  public var name: String {
    switch self {
    case .generated: "generated"
    case .string: "string"
    case .jwk: "jwk"
    }
  }
}
