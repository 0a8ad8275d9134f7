extension SecretService {
  private static let sweepBatch = 50

  /// Retires every version whose deadline has passed, so that its material does not lie there
  /// until somebody asks. Answers how many.
  @discardableResult
  public func applyDeadlines() async throws(SignetError) -> Int {
    var total = 0
    // Rows that do not open stay the first in line, so each piece reaches past them.
    var damaged = 0
    while true {
      let limit = Self.sweepBatch + damaged
      let (looked, retired) = try await committer.submit(.background) { commit in
        let scope = self.scope(
          commit, principal: nil, context: RequestContext(requestID: ""))
        let rows = try commit.transaction.workspaces(
          dueAt: scope.deadlineNow.milliseconds, limit: limit)
        return (rows.count, try rows.count { row in try self.retire(row, in: scope) })
      }
      total += retired
      damaged = looked - retired
      if looked < limit { return total }
    }
  }

  /// A row that does not open must not keep the others waiting.
  private func retire(_ row: WorkspaceRow, in scope: OperationScope) throws -> Bool {
    guard let opened = try scope.openIfWhole(row) else { return false }
    // What fails from here on undoes the whole piece: a retirement without its entry must not stay.
    return try scope.applyDeadline(to: opened).row.revision != row.revision
  }

  /// Applies deadlines every few seconds until cancelled, and lets what was deleted go from the disk.
  public func keepDeadlines(clock: some Clock<Duration>) async {
    while !Task.isCancelled {
      // A failure was reported as an event, and the next round tries again.
      _ = try? await applyDeadlines()
      try? await committer.tidy()
      _ = try? await countOverdueRotations()
      do { try await clock.sleep(for: .seconds(2)) } catch { return }
    }
  }
}
