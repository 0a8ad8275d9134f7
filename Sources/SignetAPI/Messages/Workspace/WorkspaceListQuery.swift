/// The query of `GET /v1/workspaces`.
public struct WorkspaceListQuery: Sendable, Hashable {
  public var limit: Int?
  public var cursor: String?
  /// Only those with, or without, a retiring secret.
  public var rotating: Bool?
  /// Only those whose rotation is due by `rotateEvery`, or is not.
  public var due: Bool?

  public init(
    limit: Int? = nil, cursor: String? = nil, rotating: Bool? = nil, due: Bool? = nil
  ) {
    self.limit = limit
    self.cursor = cursor
    self.rotating = rotating
    self.due = due
  }

  public var items: [QueryItem] {
    [
      limit.map { QueryItem("limit", String($0)) },
      cursor.map { QueryItem("cursor", $0) },
      rotating.map { QueryItem("rotating", String($0)) },
      due.map { QueryItem("due", String($0)) },
    ].compactMap(\.self)
  }
}
