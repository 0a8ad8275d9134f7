/// One line of the audit log: who did what, to which workspace, with which outcome.
///
/// An entry never holds a secret, a token or the value of a claim. Its bytes (`encoded()`) are what
/// is linked, sealed and exported, and stay the same for ever; `Docs/Audit.md` describes them.
public struct AuditEntry: Sendable {
  /// 1 for the first entry of a database, then one more each time.
  public var sequence: UInt64
  /// When it was committed, in milliseconds since 1970-01-01 UTC.
  public var time: Int64
  public var actor: AuditActor
  /// The role of the socket that the request came through.
  public var role: AuditRole
  public var action: AuditAction
  public var workspace: String?
  /// The version of the secret that the action was about.
  public var version: UInt32?
  public var outcome: AuditOutcome
  /// The `Request-Id` of the answer; empty where nobody asked.
  public var requestID: String
  /// The reason that the actor gave.
  public var reason: String?
  /// The revision that the action made; absent where it changed nothing.
  public var revision: UInt64?
  /// What the action changed or chose, in the order in which it is to be read.
  public var details: [AuditDetail]
  /// `saltLength` random bytes, so that nobody can guess the content from the links.
  public var salt: [UInt8]

  /// Bytes of a salt. An entry whose salt is longer or shorter cannot be decoded again.
  public static let saltLength = 16

  public init(
    sequence: UInt64, time: Int64, actor: AuditActor, role: AuditRole, action: AuditAction,
    workspace: String? = nil, version: UInt32? = nil, outcome: AuditOutcome, requestID: String,
    reason: String? = nil, revision: UInt64? = nil, details: [AuditDetail] = [], salt: [UInt8]
  ) {
    self.sequence = sequence
    self.time = time
    self.actor = actor
    self.role = role
    self.action = action
    self.workspace = workspace
    self.version = version
    self.outcome = outcome
    self.requestID = requestID
    self.reason = reason
    self.revision = revision
    self.details = details
    self.salt = salt
  }
}

extension AuditEntry: Equatable {
  /// Entries are the same if their bytes are. Texts alone would not do: `String` takes differently
  /// composed Unicode for equal, and links do not.
  public static func == (left: AuditEntry, right: AuditEntry) -> Bool {
    left.encoded() == right.encoded()
  }
}
