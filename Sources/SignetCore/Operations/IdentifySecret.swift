public import SignetAudit
public import SignetTokens

/// Tells whose a secret is: for one that was found where it should not be.
public struct IdentifySecret: Operation {
  public struct Match: Equatable, Sendable {
    public let workspace: WorkspaceID
    public let version: UInt32
    /// Nil if the workspace is gone.
    public let kid: KeyID?
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
      return try match(reservation, in: scope)
    }
    scope.detail("matches", "\(matches.count)")
    if !matches.isEmpty {
      scope.detail("workspaces", matches.map(\.workspace.text).joined(separator: ","))
    }
    return matches
  }

  private func match(_ reservation: Reservation, in scope: OperationScope) throws -> Match {
    let (id, number) = (reservation.workspace, reservation.version)
    do {
      let version = try scope.open(id).workspace.version(.number(number))
      return Match(
        workspace: id, version: number, kid: version.kid, state: version.stateName.rawValue)
    } catch SignetError.workspaceDeleted {
      return Match(workspace: id, version: number, kid: nil, state: "deleted")
    }
  }
}
