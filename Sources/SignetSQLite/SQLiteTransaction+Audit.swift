internal import GRDB
internal import SignetCore

extension SQLiteTransaction {
  private static let columns = "sequence, time, workspace, link, sealed"

  private static func decode(_ row: Row) throws -> AuditRow {
    AuditRow(
      sequence: try row.unsigned(0), time: try row.integer(1), workspace: try row.optionalTag(2),
      link: try row.bytes(3), sealed: try row.bytes(4))
  }

  // That it follows the last row is a trigger of the schema.
  func append(audit row: AuditRow) throws {
    try execute(
      "INSERT INTO audit (\(Self.columns)) VALUES (?, ?, ?, ?, ?)",
      [
        try row.sequence.column("sequence"), row.time, row.workspace?.blob, row.link.blob,
        row.sealed.blob,
      ])
  }

  func auditRow(_ sequence: UInt64) throws -> AuditRow? {
    try fetchOne(
      "SELECT \(Self.columns) FROM audit WHERE sequence = ?", [sequence.bound],
      decode: Self.decode)
  }

  func auditRows(_ range: AuditRange) throws -> [AuditRow] {
    var rows: [AuditRow] = []
    for interval in try intervals(of: range) {
      let missing = range.limit - rows.count
      guard missing > 0 else { break }
      rows += try auditRows(interval, workspace: range.workspace, range.order, limit: missing)
    }
    return rows
  }

  /// The rows whose sequence lies in `interval`, along the index that they are found by.
  private func auditRows(
    _ interval: Range<Int64>, workspace: LookupTag?, _ order: AuditRange.Order, limit: Int
  ) throws(StoreError) -> [AuditRow] {
    let order =
      switch order {
      case .ascending: "ORDER BY sequence"
      case .descending: "ORDER BY sequence DESC"
      }
    let bounds = "sequence >= ? AND sequence < ? \(order) LIMIT ?"
    let values: StatementArguments = [interval.lowerBound, interval.upperBound, limit]
    guard let workspace else {
      return try fetchAll(
        "SELECT \(Self.columns) FROM audit WHERE \(bounds)", values, decode: Self.decode)
    }
    return try fetchAll(
      """
      SELECT \(Self.columns) FROM audit INDEXED BY audit_workspace
      WHERE workspace = ? AND \(bounds)
      """, [workspace.blob] + values, decode: Self.decode)
  }
}
