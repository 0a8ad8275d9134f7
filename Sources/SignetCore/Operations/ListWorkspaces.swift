public import SignetAudit

/// Workspaces in the order of their creation, a page at a time.
public struct ListWorkspaces: Operation {
  public struct Page: Sendable {
    public let workspaces: [WorkspaceView]
    /// Where the next page begins; nil after the last one. A page can be shorter than asked for,
    /// even empty, and still have a next one.
    public let next: UInt64?
  }

  /// Rows that one transaction opens at most: it holds the committer for a few milliseconds.
  public static let maximumRows = 200

  public let after: UInt64
  public let limit: Int
  /// Only those with a grace window.
  public let rotating: Bool
  /// Only those whose rotation is due.
  public let due: Bool

  public init(after: UInt64 = 0, limit: Int = 50, rotating: Bool = false, due: Bool = false) {
    self.after = after
    self.limit = limit
    self.rotating = rotating
    self.due = due
  }

  public var permission: Permission { .readWorkspaces }
  public var action: AuditAction? { nil }
  public var workspace: WorkspaceID? { nil }

  public func run(in scope: OperationScope, grant: Grant) throws -> Page {
    let rows = try scope.transaction.workspaces(
      after: after, limit: due ? Self.maximumRows : min(limit, Self.maximumRows),
      withDeadlineOnly: rotating)
    var views: [WorkspaceView] = []
    for row in rows {
      guard let opened = try scope.openIfWhole(row) else { continue }
      let workspace = try scope.applyDeadline(to: opened).workspace
      // Its deadline has passed just now.
      if rotating, workspace.retiring == nil { continue }
      let view = WorkspaceView(workspace, in: scope)
      if due, !view.isRotationDue { continue }
      views.append(view)
      if views.count == limit { return Page(workspaces: views, next: row.created) }
    }
    let isFull = rows.count == (due ? Self.maximumRows : min(limit, Self.maximumRows))
    return Page(workspaces: views, next: isFull ? rows.last?.created : nil)
  }
}
