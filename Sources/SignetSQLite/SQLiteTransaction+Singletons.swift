internal import GRDB
internal import SignetCore

// The keyring, the ledger and the session: one row each.
extension SQLiteTransaction {
  func keyring() throws -> [UInt8]? {
    try fetchOne("SELECT sealed FROM keyring WHERE id = 1") { try $0.bytes(0) }
  }

  func put(keyring: [UInt8]) throws {
    try execute(
      """
      INSERT INTO keyring (id, sealed) VALUES (1, ?)
      ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed
      """, [keyring.blob])
  }

  func ledger() throws -> LedgerRow? {
    try fetchOne("SELECT writes, generation, sealed FROM ledger WHERE id = 1") { row in
      LedgerRow(
        writes: try row.unsigned(0), generation: try row.generation(1), sealed: try row.bytes(2))
    }
  }

  func put(ledger: LedgerRow) throws {
    try execute(
      """
      INSERT INTO ledger (id, writes, generation, sealed) VALUES (1, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE
      SET writes = excluded.writes, generation = excluded.generation, sealed = excluded.sealed
      """,
      [
        try ledger.writes.column("writes"), Int64(ledger.generation), ledger.sealed.blob,
      ])
  }

  func session() throws -> SessionRow? {
    try fetchOne("SELECT generation, sealed FROM session WHERE id = 1") { row in
      SessionRow(generation: try row.generation(0), sealed: try row.bytes(1))
    }
  }

  func put(session: SessionRow) throws {
    try execute(
      """
      INSERT INTO session (id, generation, sealed) VALUES (1, ?, ?)
      ON CONFLICT (id) DO UPDATE SET generation = excluded.generation, sealed = excluded.sealed
      """, [Int64(session.generation), session.sealed.blob])
  }
}
