public import SignetJSON

/// One entry of the audit log, opened.
public struct AuditEntry: Sendable, Hashable, Codable {
  /// 1, 2, 3 … without a gap.
  public var sequence: UInt64
  public var epoch: String?
  public var at: APITime
  /// What was asked for: `secret.rotate`, `secret.reveal` …
  public var action: String
  public var outcome: AuditOutcome
  /// The problem's code, where it was denied or failed.
  public var code: String?
  public var actor: Actor
  public var workspace: String?
  public var version: UInt32?
  public var kid: String?
  /// The revision that the change made.
  public var revision: UInt64?
  /// As the caller gave it.
  public var reason: String?
  public var requestID: String?
  /// What else belongs to the action: the grace, the settings that changed.
  public var details: JSONObject?
  /// link(n) = SHA-256(link(n−1) ‖ entry(n)), in lower-case hexadecimal.
  public var link: String?

  public init(
    sequence: UInt64,
    epoch: String? = nil,
    at: APITime,
    action: String,
    outcome: AuditOutcome,
    code: String? = nil,
    actor: Actor,
    workspace: String? = nil,
    version: UInt32? = nil,
    kid: String? = nil,
    revision: UInt64? = nil,
    reason: String? = nil,
    requestID: String? = nil,
    details: JSONObject? = nil,
    link: String? = nil
  ) {
    self.sequence = sequence
    self.epoch = epoch
    self.at = at
    self.action = action
    self.outcome = outcome
    self.code = code
    self.actor = actor
    self.workspace = workspace
    self.version = version
    self.kid = kid
    self.revision = revision
    self.reason = reason
    self.requestID = requestID
    self.details = details
    self.link = link
  }

  private enum CodingKeys: String, CodingKey {
    case sequence
    case epoch
    case at
    case action
    case outcome
    case code
    case actor
    case workspace
    case version
    case kid
    case revision
    case reason
    case requestID = "requestId"
    case details
    case link
  }
}
