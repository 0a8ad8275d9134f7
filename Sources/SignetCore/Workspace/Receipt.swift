public import SignetTokens

/// What a change left behind: the answer of every operation that changes a workspace, and what a
/// repeated request with the same Idempotency-Key gets again. Never holds a secret.
public struct Receipt: Equatable, Sendable {
  public struct Version: Equatable, Sendable {
    public let number: UInt32
    public let kid: KeyID
  }

  public struct Ended: Equatable, Sendable {
    public let version: Version
    /// `retired` or `revoked`.
    public let state: String
  }

  public struct Retiring: Equatable, Sendable {
    public let version: Version
    public let acceptUntil: Timestamp
  }

  public let workspace: WorkspaceID
  /// The revision that the change made; the present one where there was nothing to change.
  public let revision: UInt64
  public let at: Timestamp
  public let current: Version
  public let retiring: Retiring?
  /// The versions that this change ended.
  public let ended: [Ended]
  public let settings: SecuritySettings
}

extension Receipt {
  init(of workspace: Workspace, at: Timestamp, ended: [UInt32] = []) {
    self.workspace = workspace.id
    revision = workspace.revision
    self.at = at
    current = Version(workspace.current)
    retiring = workspace.retiring.flatMap { version in
      version.grace.map { Retiring(version: Version(version), acceptUntil: $0.acceptUntil) }
    }
    self.ended = workspace.versions.filter { ended.contains($0.number) }.map {
      Ended(version: Version($0), state: $0.stateName)
    }
    settings = workspace.settings
  }
}

extension Receipt.Version {
  init(_ version: SecretVersion) {
    self.init(number: version.number, kid: version.kid)
  }
}
