internal import GRDB
internal import SignetCore

extension SQLiteTransaction {
  func leases(after tag: LookupTag?, limit: Int) throws -> [LeaseRow] {
    // No tag is empty, so all are greater than the empty one.
    try fetchAll(
      "SELECT tag, generation, sealed FROM lease WHERE tag > ? ORDER BY tag LIMIT ?",
      [tag?.blob ?? [UInt8]().blob, max(0, limit)]
    ) { row in
      LeaseRow(
        tag: try row.tag(0), generation: try row.generation(1), sealed: try row.bytes(2))
    }
  }

  func put(lease row: LeaseRow) throws {
    try execute(
      """
      INSERT INTO lease (tag, generation, sealed) VALUES (?, ?, ?)
      ON CONFLICT (tag) DO UPDATE SET generation = excluded.generation, sealed = excluded.sealed
      """, [row.tag.blob, Int64(row.generation), row.sealed.blob])
  }

  func removeLease(_ tag: LookupTag) throws {
    try execute("DELETE FROM lease WHERE tag = ?", [tag.blob])
  }
}
