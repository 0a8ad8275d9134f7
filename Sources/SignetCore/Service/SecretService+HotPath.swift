public import SignetCrypto
public import SignetTokens

// What a verifier's process may be told without a transaction: that what it has is still right, and
// whether a token is good. Both read an immutable snapshot; neither waits, neither discloses a key.
extension SecretService {
  /// The time that deadlines are judged by.
  public var deadlineNow: Timestamp { max(clock.now(), live.highWater) }

  /// The workspace's snapshot; nil if it is not in memory: then `loadKeys` reads it.
  public func cachedKeys(of id: WorkspaceID) -> AcceptedKeys? { live.accepted[id] }

  /// Reads the snapshot through the committer, in order with the changes.
  ///
  /// Throws `.workspaceNotFound` (also for a deleted one: a verifier drops it), `.busy`,
  /// `.unavailable`.
  public func loadKeys(of id: WorkspaceID) async throws(SignetError) -> AcceptedKeys {
    if let keys = live.accepted[id] { return keys }
    return try await committer.submit(.verifier) { commit in
      guard let row = try commit.transaction.workspace(try self.keyring.tag(of: id)) else {
        throw SignetError.workspaceNotFound
      }
      let keys = try AcceptedKeys(of: try self.keyring.opened(row).workspace)
      commit.note(AcceptedChange(workspace: id, keys: keys))
      return keys
    }
  }

  public func etag(of keys: AcceptedKeys) -> String {
    keys.etag(epoch: epoch, at: deadlineNow)
  }

  /// Judges a token as the product is to act on it.
  public func verify(
    _ token: some ByteSource, against keys: AcceptedKeys, grant: Grant
  ) -> TokenVerdict {
    let now = clock.now()
    let verdict = verdict(on: token, keys, at: now)
    usage.note(verdict, in: keys.workspace, at: now)
    meter?.judged(verdict)
    return verdict
  }

  private func verdict(
    on token: some ByteSource, _ keys: AcceptedKeys, at now: Timestamp
  ) -> TokenVerdict {
    if keys.settings.enforcement == .off { return .skipped }
    let deadlineNow = max(now, live.highWater)
    do {
      return .identified(
        try IdentityToken.verify(
          token, keys: keys.accepted(at: deadlineNow), rules: keys.rules,
          now: now.milliseconds, deadlineNow: deadlineNow.milliseconds))
    } catch {
      return .rejected(error, denied: keys.settings.enforcement == .required)
    }
  }
}
