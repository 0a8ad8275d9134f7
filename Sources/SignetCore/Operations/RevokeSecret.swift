public import SignetAudit

/// The emergency: refuses a version from this commit on. Revoking the current one makes its
/// replacement in the same transaction; one that is already refused stays as it is.
public struct RevokeSecret: WorkspaceChange {
  public let id: WorkspaceID
  public let selector: VersionSelector
  /// The version that must be current; otherwise nothing is changed.
  public let expectedVersion: UInt32?

  public init(id: WorkspaceID, version selector: VersionSelector, expectedVersion: UInt32? = nil) {
    self.id = id
    self.selector = selector
    self.expectedVersion = expectedVersion
  }

  public var action: AuditAction? { .secretRevoke }

  var isEmergency: Bool { true }

  func change(_ workspace: inout Workspace, in scope: OperationScope) throws -> [UInt32]? {
    if case .number(let number) = selector { scope.version = number }
    try workspace.expect(expectedVersion)
    let index = try workspace.index(of: selector)
    let number = workspace.versions[index].number
    let next = UInt32(workspace.versions.count) + 1
    scope.version = number
    let revocation = try workspace.revoke(at: index, act: scope.act) {
      try scope.mint(own: nil, for: id, version: next)
    }
    switch revocation {
    case .alreadyRefused:
      scope.detail("already", workspace.versions[index].stateName.rawValue)
      return nil
    case .revoked: break
    case .replaced:
      scope.detail("replacement", "\(next)")
      scope.detail("kid", workspace.current.kid.text)
    }
    return [number]
  }
}
