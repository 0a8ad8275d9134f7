/// The query of `GET /v1/audit`.
public struct AuditListQuery: Sendable, Hashable {
  public enum Order: String, Sendable, Hashable, CaseIterable {
    case newestFirst = "desc"
    case oldestFirst = "asc"
  }

  public var workspace: String?
  public var action: String?
  /// A user name or a uid.
  public var actor: String?
  public var outcome: AuditOutcome?
  /// Entries at or after this moment.
  public var since: APITime?
  /// Entries before this moment.
  public var until: APITime?
  public var order: Order?
  public var limit: Int?
  public var cursor: String?

  public init() {}

  public var items: [QueryItem] {
    [
      workspace.map { QueryItem("workspace", $0) },
      action.map { QueryItem("action", $0) },
      actor.map { QueryItem("actor", $0) },
      outcome.map { QueryItem("outcome", $0.rawValue) },
      since.map { QueryItem("since", $0.text) },
      until.map { QueryItem("until", $0.text) },
      order.map { QueryItem("order", $0.rawValue) },
      limit.map { QueryItem("limit", String($0)) },
      cursor.map { QueryItem("cursor", $0) },
    ].compactMap(\.self)
  }
}
