/// `GET /v1/workspaces/{ws}`: all that a page "Settings → Security" shows, but the secret.
public struct WorkspaceSummary: Sendable, Hashable, Codable {
  public var id: String
  public var revision: UInt64
  /// The daemon's clock when it answered.
  public var now: APITime
  public var settings: Settings
  public var current: CurrentSecret
  public var rotation: RotationStatus
  /// All versions, newest first.
  public var history: [SecretVersion]
  public var rotationDueAt: APITime?
  public var usage24h: Usage?
  public var warnings: [Notice]
  /// The last audit entries, newest first.
  public var activity: [AuditEntry]
  /// What may be done now, by the action's name.
  public var actions: [String: Availability]

  /// Tokens of the last 24 hours, to the hour.
  public struct Usage: Sendable, Hashable, Codable {
    public var identified: UInt64
    /// By the reason.
    public var rejected: [String: UInt64]
    /// Visitors without a token.
    public var missing: UInt64
    /// Not looked at, for enforcement was off.
    public var skipped: UInt64

    public init(
      identified: UInt64, rejected: [String: UInt64], missing: UInt64, skipped: UInt64
    ) {
      self.identified = identified
      self.rejected = rejected
      self.missing = missing
      self.skipped = skipped
    }
  }

  /// Whether an action would be allowed, and the problem's code where not.
  public struct Availability: Sendable, Hashable, Codable {
    public var allowed: Bool
    public var code: String?

    public init(allowed: Bool, code: String? = nil) {
      self.allowed = allowed
      self.code = code
    }
  }

  public init(
    id: String, revision: UInt64, now: APITime, settings: Settings, current: CurrentSecret,
    rotation: RotationStatus, history: [SecretVersion], rotationDueAt: APITime? = nil,
    usage24h: Usage? = nil, warnings: [Notice], activity: [AuditEntry],
    actions: [String: Availability]
  ) {
    self.id = id
    self.revision = revision
    self.now = now
    self.settings = settings
    self.current = current
    self.rotation = rotation
    self.history = history
    self.rotationDueAt = rotationDueAt
    self.usage24h = usage24h
    self.warnings = warnings
    self.activity = activity
    self.actions = actions
  }
}
