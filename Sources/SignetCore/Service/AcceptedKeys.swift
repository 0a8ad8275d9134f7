import SignetCrypto
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
  /// Whether it is only what two possible outcomes have in common.
  private let isTentative: Bool

  init(of workspace: Workspace) throws {
    self.workspace = workspace.id
    revision = workspace.revision
    settings = workspace.settings
    rules = TokenRules(settings)
    isTentative = false
    keys = try [workspace.current, workspace.retiring].compactMap(\.self).compactMap { version in
      try version.secret.map { secret in
        try AcceptedKey(
          version: version.number, kid: version.kid,
          state: version.isCurrent ? .current : .retiring,
          acceptUntil: version.grace?.acceptUntil.milliseconds, secret: secret)
      }
    }
  }

  private init(_ other: AcceptedKeys, keys: [AcceptedKey], settings: SecuritySettings) {
    workspace = other.workspace
    revision = other.revision
    self.settings = settings
    rules = TokenRules(settings)
    isTentative = true
    self.keys = keys
  }

  /// Locked memory that the keys take.
  var lockedBytes: Int { keys.reduce(0) { $0 + SecureHeap.cost(of: $1.secret.key.count) } }

  /// The versions accepted at `time`, current first.
  public func accepted(at time: Timestamp) -> [AcceptedKey] {
    keys.filter { $0.isAccepted(at: time.milliseconds) }
  }

  /// What both this set and `other` accept, while it is unknown which of them is true.
  func intersection(_ other: AcceptedKeys?) -> AcceptedKeys {
    guard let other else { return AcceptedKeys(self, keys: [], settings: settings) }
    let shared = keys.compactMap { key -> AcceptedKey? in
      guard let twin = other.keys.first(where: { $0.kid == key.kid }) else { return nil }
      // The earlier end of the two; a current one has none.
      return (key.acceptUntil ?? .max) <= (twin.acceptUntil ?? .max) ? key : twin
    }
    return AcceptedKeys(self, keys: shared, settings: settings.stricter(with: other.settings))
  }

  /// `"<epoch>.<revision>.<number accepted>"`, so that a passed deadline changes it. While an outcome
  /// is unknown it is none that was ever given: nobody is told that what he has is right.
  public func etag(epoch: Epoch, at time: Timestamp) -> String {
    let tentative = isTentative ? ".tentative" : ""
    return "\"\(epoch).\(revision).\(accepted(at: time).count)\(tentative)\""
  }
}

extension TokenRules {
  init(_ settings: SecuritySettings) {
    self.init(
      requireExpiry: settings.requireExpiry,
      maxTokenLifetime: settings.maxTokenLifetime?.milliseconds,
      clockSkew: settings.clockSkew.milliseconds)
  }
}

extension SecuritySettings {
  /// Of what a token is judged by, the stricter of both.
  fileprivate func stricter(with other: SecuritySettings) -> SecuritySettings {
    var strict = self
    // Nobody is identified under `off`, and a bad token gets nowhere under `required`.
    let order: [Enforcement] = [.required, .off, .optional]
    strict.enforcement =
      order.first { $0 == enforcement || $0 == other.enforcement } ?? enforcement
    strict.requireExpiry = requireExpiry || other.requireExpiry
    strict.maxTokenLifetime =
      [maxTokenLifetime, other.maxTokenLifetime].compactMap(\.self).min()
    strict.clockSkew = min(clockSkew, other.clockSkew)
    return strict
  }
}
