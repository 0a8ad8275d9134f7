public import SignetAudit

/// Which entries of the audit log to read.
public struct AuditQuery: Equatable, Sendable {
  public var workspace: WorkspaceID?
  public var action: AuditAction?
  /// A user's name, a uid in digits, or what `On-Behalf-Of` asserted.
  public var actor: String?
  /// `allowed`, `denied` or `failed`.
  public var outcome: String?
  /// Included.
  public var since: Timestamp?
  /// Not included.
  public var until: Timestamp?
  public var newestFirst: Bool
  public var limit: Int
  /// The sequence that the page before ended with.
  public var after: UInt64?

  public init(newestFirst: Bool = true, limit: Int = 50, after: UInt64? = nil) {
    self.newestFirst = newestFirst
    self.limit = limit
    self.after = after
  }

  func matches(_ entry: AuditEntry) -> Bool {
    (action.map { entry.action == $0 } ?? true)
      && (outcome.map { entry.outcome.name == $0 } ?? true)
      && (actor.map { entry.actor.isNamed($0) } ?? true)
  }
}

extension AuditActor {
  fileprivate func isNamed(_ name: String) -> Bool {
    switch self {
    case .system: name == "system"
    case .peer(let peer):
      peer.user == name || String(peer.uid) == name || peer.onBehalfOf == name
    }
  }
}

public struct AuditPage: Sendable {
  public let entries: [AuditEntry]
  /// Nil after the last page. A page can be shorter than asked for and still have a next one.
  public let next: UInt64?
}
