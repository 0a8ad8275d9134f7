public import SignetAudit
public import SignetTokens

/// Tells whose a secret is: for one that was found where it should not be.
public struct IdentifySecret: Operation {
  public struct Match: Equatable, Sendable {
    public let workspace: WorkspaceID
    public let version: UInt32
    /// The version's state, or `deleted` if the workspace is gone.
    public let state: String
  }

  public let secret: IdentitySecret

  public init(secret: IdentitySecret) { self.secret = secret }

  public var permission: Permission { .identifySecrets }
  public var action: AuditAction? { .secretIdentify }
  public var workspace: WorkspaceID? { nil }

  /// A secret of one's own may have been given to several workspaces.
  public func run(in scope: OperationScope, grant: Grant) throws -> [Match] {
    let tag = try scope.keyring.tag(.secret, secret.key)
    let matches = try scope.transaction.reservations(tag).map { row in
      let reservation = try scope.keyring.open(row)
      return Match(
        workspace: reservation.workspace, version: reservation.version,
        state: try state(of: reservation, in: scope))
    }
    scope.detail("matches", "\(matches.count)")
    for match in matches { scope.detail("workspace", match.workspace.text) }
    return matches
  }

  private func state(of reservation: Reservation, in scope: OperationScope) throws -> String {
    do {
      let workspace = try scope.open(reservation.workspace).workspace
      return try workspace.version(.number(reservation.version)).stateName
    } catch SignetError.workspaceDeleted {
      return "deleted"
    }
  }
}
