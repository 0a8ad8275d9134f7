/// What came with leases and with the record of uses.
///
/// A lease's row lives as long as a verifier may count on the lease; its tag is a keyed hash of the
/// lease's id, so that a copy of the file lets nobody renew. The session says how the daemon's last
/// run ended. Uses lie beside the record they belong to, for they change far more often than it.
enum Schema2 {
  static let sql = """
    CREATE TABLE lease (
      tag BLOB NOT NULL PRIMARY KEY CHECK (length(tag) = 32),
      generation INTEGER NOT NULL CHECK (generation BETWEEN 0 AND 4294967295),
      sealed BLOB NOT NULL CHECK (length(sealed) > 0)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE session (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      generation INTEGER NOT NULL CHECK (generation BETWEEN 0 AND 4294967295),
      sealed BLOB NOT NULL CHECK (length(sealed) > 0)
    ) STRICT;

    ALTER TABLE workspace ADD COLUMN usage BLOB CHECK (length(usage) > 0);
    """
}
