public import SignetAudit
public import SignetTokens

/// Makes a new secret current; the old one stays accepted for the grace window.
public struct RotateSecret: WorkspaceChange {
  public let id: WorkspaceID
  /// Nil: the workspace's default.
  public let grace: Duration?
  public let secret: IdentitySecret?
  /// The version that must be current; otherwise nothing is changed.
  public let expectedVersion: UInt32?
  /// Revokes the version that is still retiring, instead of refusing. Needs `expectedVersion`, so
  /// that a repeated call can't revoke the secret that the customer still deploys.
  public let force: Bool

  public init(
    id: WorkspaceID, grace: Duration? = nil, secret: IdentitySecret? = nil,
    expectedVersion: UInt32? = nil, force: Bool = false
  ) {
    self.id = id
    self.grace = grace
    self.secret = secret
    self.expectedVersion = expectedVersion
    self.force = force
  }

  public var action: AuditAction? { .secretRotate }

  func change(_ workspace: inout Workspace, in scope: OperationScope) throws -> [UInt32]? {
    if force, expectedVersion == nil {
      throw SignetError.invalid([
        FieldFault(
          pointer: "/expectedVersion",
          detail: "force needs expectedVersion: the version that is current now")
      ])
    }
    if let grace, !SecuritySettings.graceRange.contains(grace) {
      throw SignetError.invalid([FieldFault(pointer: "/grace", detail: "give 0s to 30d")])
    }
    try workspace.expect(expectedVersion)
    var ended: [UInt32] = []
    if force, let retiring = workspace.retiringIndex {
      ended.append(try revokeRetiring(at: retiring, in: &workspace, scope))
    }
    try refuseRotation(of: workspace, scope)

    let old = workspace.current.number
    let grace = grace ?? workspace.settings.defaultGrace
    let minted = try scope.mint(
      own: secret, for: id, version: UInt32(workspace.versions.count) + 1)
    try workspace.rotate(to: minted, grace: grace, act: scope.act)
    if grace == .zero { ended.append(old) }
    scope.version = workspace.current.number
    scope.detail("kid", minted.kid.text)
    scope.detail("origin", minted.origin.name)
    if let acceptUntil = workspace.nextDeadline {
      scope.detail("retiring", "\(old)")
      scope.detail("acceptUntil", acceptUntil.rfc3339)
    } else {
      scope.detail("retired", "\(old)")
    }
    return ended
  }

  /// A refusal for a version that is still retiring tells when it was last used.
  private func refuseRotation(of workspace: Workspace, _ scope: OperationScope) throws {
    do throws(SignetError) {
      try workspace.refuseRotation()
    } catch .rotationInProgress(let retiring, let current, let acceptUntil, _) {
      throw SignetError.rotationInProgress(
        retiring: retiring, current: current, acceptUntil: acceptUntil,
        lastUsedAt: try scope.lastUse(of: retiring, in: workspace))
    }
  }

  /// The forced end of the earlier rotation is a revocation, with an entry of its own.
  private func revokeRetiring(
    at index: Int, in workspace: inout Workspace, _ scope: OperationScope
  ) throws -> UInt32 {
    let number = workspace.versions[index].number
    _ = try workspace.revoke(at: index, act: scope.act) { throw SignetError.noRotation }
    try scope.appendEntry(action: .secretRevoke, workspace: id, version: number)
    return number
  }
}

extension Workspace {
  func expect(_ version: UInt32?) throws(SignetError) {
    guard let version, version != current.number else { return }
    throw .versionMismatch(expected: version, current: current.number)
  }
}
