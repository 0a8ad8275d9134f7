/// How far a change has come: which leases hold its revision, which ran out without, which are
/// still behind. Once `complete`, no verifier that keeps the contract accepts what it ended.
public struct Propagation: Sendable, Hashable, Codable {
  public var revision: UInt64
  public var complete: Bool
  public var holding: [Standing]
  public var expired: [Standing]
  public var behind: [Standing]
  /// Until when a key set may still be used that was fetched without a lease before the change;
  /// absent once that has passed.
  public var anonymousUntil: APITime?

  /// One lease, as of now.
  public struct Standing: Sendable, Hashable, Codable {
    /// The verifier's own name for itself; many may share one.
    public var verifier: String
    public var lease: String
    public var uid: UInt32
    /// When it ran out, or will unless it is renewed.
    public var expiresAt: APITime

    public init(verifier: String, lease: String, uid: UInt32, expiresAt: APITime) {
      self.verifier = verifier
      self.lease = lease
      self.uid = uid
      self.expiresAt = expiresAt
    }
  }

  public init(
    revision: UInt64, complete: Bool, holding: [Standing], expired: [Standing],
    behind: [Standing], anonymousUntil: APITime? = nil
  ) {
    self.revision = revision
    self.complete = complete
    self.holding = holding
    self.expired = expired
    self.behind = behind
    self.anonymousUntil = anonymousUntil
  }
}
