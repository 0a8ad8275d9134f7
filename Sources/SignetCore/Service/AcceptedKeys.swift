public import SignetTokens

/// What a workspace's verifiers need: its accepted versions and the settings that a token is judged
/// by, as of one revision. Immutable; the clock decides at each use what of it is still accepted.
public struct AcceptedKeys: Sendable {
  public let workspace: WorkspaceID
  /// The workspace's revision.
  public let revision: UInt64
  public let settings: SecuritySettings
  /// Current first.
  private let keys: [AcceptedKey]
  let rules: TokenRules

  init(of workspace: Workspace) throws {
    self.workspace = workspace.id
    revision = workspace.revision
    settings = workspace.settings
    rules = TokenRules(
      requireExpiry: settings.requireExpiry,
      maxTokenLifetime: settings.maxTokenLifetime?.milliseconds,
      clockSkew: settings.clockSkew.milliseconds)
    keys = try [workspace.current, workspace.retiring].compactMap(\.self).compactMap { version in
      try version.secret.map { secret in
        try AcceptedKey(
          version: version.number, kid: version.kid,
          state: version.isCurrent ? .current : .retiring,
          acceptUntil: version.grace?.acceptUntil.milliseconds, secret: secret)
      }
    }
  }

  private init(_ other: AcceptedKeys, keys: [AcceptedKey]) {
    workspace = other.workspace
    revision = other.revision
    settings = other.settings
    rules = other.rules
    self.keys = keys
  }

  /// The versions accepted at `time`, current first.
  public func accepted(at time: Timestamp) -> [AcceptedKey] {
    keys.filter { $0.isAccepted(at: time.milliseconds) }
  }

  /// What both this set and `other` accept, while it is unknown which of them is true.
  func intersection(_ other: AcceptedKeys?) -> AcceptedKeys {
    guard let other else { return AcceptedKeys(self, keys: []) }
    let shared = keys.compactMap { key -> AcceptedKey? in
      guard let twin = other.keys.first(where: { $0.kid == key.kid }) else { return nil }
      // The earlier end of the two; a current one has none.
      return (key.acceptUntil ?? .max) <= (twin.acceptUntil ?? .max) ? key : twin
    }
    return AcceptedKeys(self, keys: shared)
  }

  /// `"<epoch>.<revision>.<number accepted>"`, so that a passed deadline changes it.
  public func etag(epoch: Epoch, at time: Timestamp) -> String {
    "\"\(epoch).\(revision).\(accepted(at: time).count)\""
  }
}
