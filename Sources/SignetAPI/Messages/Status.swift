/// `GET /v1/status`: the daemon's health and counts, as much as the socket's role may know.
public struct Status: Sendable, Hashable, Codable {
  public enum Health: String, Sendable, Hashable, CaseIterable, Codable {
    /// Everything works.
    case serving
    /// Something works, see the warnings.
    case degraded
    /// No key, no change.
    case unavailable
  }

  /// How many there are.
  public struct Counts: Sendable, Hashable, Codable {
    public var workspaces: UInt64?
    /// With a retiring secret.
    public var rotating: UInt64?
    /// Past their `rotateEvery`.
    public var rotationDue: UInt64?
    public var auditEntries: UInt64?

    public init(
      workspaces: UInt64? = nil, rotating: UInt64? = nil, rotationDue: UInt64? = nil,
      auditEntries: UInt64? = nil
    ) {
      self.workspaces = workspaces
      self.rotating = rotating
      self.rotationDue = rotationDue
      self.auditEntries = auditEntries
    }
  }

  /// How the configuration in force came about.
  public struct Configuration: Sendable, Hashable, Codable {
    /// Attempts to read it again since the start, successful or not.
    public var reloads: UInt64
    /// Why the last attempt left the one before it in force; nil where it did not.
    public var error: String?
    /// Keys whose new values are in force only after a restart.
    public var needRestart: [String]

    public init(reloads: UInt64, error: String? = nil, needRestart: [String] = []) {
      self.reloads = reloads
      self.error = error
      self.needRestart = needRestart
    }
  }

  public var health: Health
  /// The daemon's version.
  public var version: String
  public var role: Role
  public var now: APITime
  public var startedAt: APITime?
  public var epoch: String
  public var revision: UInt64
  public var counts: Counts?
  public var configuration: Configuration?
  public var warnings: [Notice]

  public init(
    health: Health, version: String, role: Role, now: APITime, startedAt: APITime? = nil,
    epoch: String, revision: UInt64, counts: Counts? = nil, configuration: Configuration? = nil,
    warnings: [Notice]
  ) {
    self.health = health
    self.version = version
    self.role = role
    self.now = now
    self.startedAt = startedAt
    self.epoch = epoch
    self.revision = revision
    self.counts = counts
    self.configuration = configuration
    self.warnings = warnings
  }
}
