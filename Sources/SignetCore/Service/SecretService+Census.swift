extension SecretService {
  /// How many workspaces' rotation is due; nil until all were looked at once.
  public var overdueRotations: Int? { census.overdue }

  /// Looks at one more piece of all workspaces.
  func countOverdueRotations() async throws(SignetError) {
    let (overdue, next) = try await committer.submit(.background) { commit in
      let scope = self.scope(commit, principal: nil, context: RequestContext(requestID: ""))
      let rows = try commit.transaction.workspaces(
        after: self.census.position, limit: ListWorkspaces.maximumRows, withDeadlineOnly: false)
      let overdue = rows.count { self.isOverdue($0, at: scope.deadlineNow) }
      return (overdue, rows.count == ListWorkspaces.maximumRows ? rows.last?.created : nil)
    }
    census.add(overdue, next: next)
  }

  /// A row that does not open is reported to whoever asks for it, and must not end the count.
  private func isOverdue(_ row: WorkspaceRow, at now: Timestamp) -> Bool {
    guard let due = try? keyring.open(row).workspace.rotationDueAt else { return false }
    return due <= now
  }
}
