internal import GRDB
internal import SignetCore

// What outlives what it stands for: tags of secrets and key ids, and tombstones.
extension SQLiteTransaction {
  private static let columns = "tag, owner, revision, generation, sealed"

  private static func decode(_ row: Row) throws -> ReservationRow {
    ReservationRow(
      tag: try row.tag(0), owner: try row.tag(1), revision: try row.unsigned(2),
      generation: try row.generation(3), sealed: try row.bytes(4))
  }

  func reservations(_ tag: LookupTag, limit: Int) throws -> [ReservationRow] {
    try fetchAll(
      "SELECT \(Self.columns) FROM reservation WHERE tag = ? ORDER BY owner LIMIT ?",
      [tag.blob, limit], decode: Self.decode)
  }

  func reservation(_ tag: LookupTag, owner: LookupTag) throws -> ReservationRow? {
    try fetchOne(
      "SELECT \(Self.columns) FROM reservation WHERE tag = ? AND owner = ?",
      [tag.blob, owner.blob], decode: Self.decode)
  }

  func put(reservation row: ReservationRow) throws {
    try execute(
      """
      INSERT INTO reservation (\(Self.columns)) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tag, owner) DO UPDATE
      SET revision = excluded.revision, generation = excluded.generation, sealed = excluded.sealed
      """,
      [
        row.tag.blob, row.owner.blob, try row.revision.column("revision"), Int64(row.generation),
        row.sealed.blob,
      ])
  }

  func reservations(after: (tag: LookupTag, owner: LookupTag)?, limit: Int) throws
    -> [ReservationRow]
  {
    // An empty blob sorts before all others.
    try fetchAll(
      """
      SELECT \(Self.columns) FROM reservation WHERE (tag, owner) > (?, ?)
      ORDER BY tag, owner LIMIT ?
      """,
      [(after?.tag.bytes ?? []).blob, (after?.owner.bytes ?? []).blob, max(0, limit)],
      decode: Self.decode)
  }

  private static func decodeTombstone(_ row: Row) throws -> TombstoneRow {
    TombstoneRow(
      tag: try row.tag(0), revision: try row.unsigned(1), generation: try row.generation(2),
      sealed: try row.bytes(3))
  }

  func tombstone(_ tag: LookupTag) throws -> TombstoneRow? {
    try fetchOne(
      "SELECT tag, revision, generation, sealed FROM tombstone WHERE tag = ?", [tag.blob],
      decode: Self.decodeTombstone)
  }

  func put(tombstone row: TombstoneRow) throws {
    try execute(
      """
      INSERT INTO tombstone (tag, revision, generation, sealed) VALUES (?, ?, ?, ?)
      ON CONFLICT (tag) DO UPDATE
      SET revision = excluded.revision, generation = excluded.generation, sealed = excluded.sealed
      """,
      [
        row.tag.blob, try row.revision.column("revision"), Int64(row.generation), row.sealed.blob,
      ])
  }

  func tombstones(after tag: LookupTag?, limit: Int) throws -> [TombstoneRow] {
    try fetchAll(
      """
      SELECT tag, revision, generation, sealed FROM tombstone WHERE tag > ? ORDER BY tag LIMIT ?
      """, [(tag?.bytes ?? []).blob, max(0, limit)], decode: Self.decodeTombstone)
  }
}
