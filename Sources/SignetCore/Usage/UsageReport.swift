public import SignetTokens

/// What a verifier has seen since its last report. A nil workspace or one that does not exist, and
/// a key id that nobody has, are ignored: a verifier may still tell of what was deleted.
public struct UsageReport: Equatable, Sendable {
  public var uses: [Use]
  public var rejections: [Rejected]

  /// Tokens that were identified with one key.
  public struct Use: Equatable, Sendable {
    public var workspace: WorkspaceID?
    public var kid: KeyID
    public var count: UInt64
    public var lastUsedAt: Timestamp
    /// The largest `iat`; nil counts as issued when they were seen.
    public var newestIssuedAt: Timestamp?
    /// The largest `exp`; nil if one of the tokens had none.
    public var latestExpiry: Timestamp?

    public init(
      workspace: WorkspaceID?, kid: KeyID, count: UInt64, lastUsedAt: Timestamp,
      newestIssuedAt: Timestamp? = nil, latestExpiry: Timestamp? = nil
    ) {
      self.workspace = workspace
      self.kid = kid
      self.count = count
      self.lastUsedAt = lastUsedAt
      self.newestIssuedAt = newestIssuedAt
      self.latestExpiry = latestExpiry
    }
  }

  /// Tokens that were rejected for one reason, or that nobody looked at.
  public struct Rejected: Equatable, Sendable {
    public var workspace: WorkspaceID?
    public var kind: TokenKind
    public var count: UInt64

    public init(workspace: WorkspaceID?, kind: TokenKind, count: UInt64) {
      self.workspace = workspace
      self.kind = kind
      self.count = count
    }
  }

  public init(uses: [Use] = [], rejections: [Rejected] = []) {
    self.uses = uses
    self.rejections = rejections
  }
}

/// Takes what verifiers report.
public protocol UsageRecorder: Sendable {
  /// Called once for each accepted renewal, on the thread that renews, and before `LeaseFacts` tells
  /// of it. Must not wait.
  ///
  /// - Parameters:
  ///   - now: the time of the renewal; later times in the report are to be taken as this.
  func record(_ report: UsageReport, by lease: LeaseID, verifier: String, at now: Timestamp)
}
