internal import GRDB
internal import SignetCore

extension SQLiteTransaction {
  private static let columns =
    "tag, created, revision, next_deadline, generation, wrapped_key, record, usage"

  private static func decode(_ row: Row) throws -> WorkspaceRow {
    WorkspaceRow(
      tag: try row.tag(0), created: try row.unsigned(1), revision: try row.unsigned(2),
      nextDeadline: try row.optionalInteger(3), generation: try row.generation(4),
      wrappedKey: try row.bytes(5), record: try row.bytes(6),
      usage: try row.optionalBytes(7))
  }

  func workspace(_ tag: LookupTag) throws -> WorkspaceRow? {
    try fetchOne(
      "SELECT \(Self.columns) FROM workspace WHERE tag = ?", [tag.blob], decode: Self.decode)
  }

  func put(workspace row: WorkspaceRow) throws {
    try execute(
      """
      INSERT INTO workspace (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tag) DO UPDATE
      SET created = excluded.created, revision = excluded.revision,
        next_deadline = excluded.next_deadline, generation = excluded.generation,
        wrapped_key = excluded.wrapped_key, record = excluded.record,
        usage = excluded.usage
      """,
      [
        row.tag.blob, try row.created.column("created"), try row.revision.column("revision"),
        row.nextDeadline, Int64(row.generation), row.wrappedKey.blob, row.record.blob,
        row.usage?.blob,
      ])
  }

  func removeWorkspace(_ tag: LookupTag) throws {
    try execute("DELETE FROM workspace WHERE tag = ?", [tag.blob])
  }

  func workspaces(after created: UInt64, limit: Int, withDeadlineOnly: Bool) throws
    -> [WorkspaceRow]
  {
    // The index is named, for without statistics SQLite would walk all rows to find the few.
    let source =
      withDeadlineOnly
      ? "workspace INDEXED BY workspace_rotating WHERE next_deadline IS NOT NULL AND"
      : "workspace WHERE"
    return try fetchAll(
      "SELECT \(Self.columns) FROM \(source) created > ? ORDER BY created LIMIT ?",
      [created.bound, max(0, limit)], decode: Self.decode)
  }

  func workspaces(dueAt time: Int64, limit: Int) throws -> [WorkspaceRow] {
    try fetchAll(
      """
      SELECT \(Self.columns) FROM workspace INDEXED BY workspace_due
      WHERE next_deadline IS NOT NULL AND next_deadline <= ?
      ORDER BY next_deadline, created LIMIT ?
      """, [time, max(0, limit)], decode: Self.decode)
  }

  func workspaceCounts() throws -> (all: Int, withDeadline: Int) {
    let counts = try fetchOne(
      """
      SELECT (SELECT count(*) FROM workspace),
        (SELECT count(*) FROM workspace INDEXED BY workspace_rotating
         WHERE next_deadline IS NOT NULL)
      """
    ) { (all: Int(try $0.integer(0)), withDeadline: Int(try $0.integer(1))) }
    return counts ?? (0, 0)
  }
}
