/// The first schema.
///
/// Everything with a meaning is sealed; what is in clear is what SQL has to find or order rows by.
/// The constraints repeat what the code above promises, so that a slip of it is refused instead of
/// kept. No foreign keys: reservations and tombstones outlive the workspaces they name by design,
/// and the log outlives all.
///
/// Rows of workspaces and of the log can be longer than a page is good for, so they live in ordinary
/// tables, whose keys are their own order (creation, sequence). The short ones live in their index.
enum Schema1 {
  static let sql = """
    CREATE TABLE keyring (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      sealed BLOB NOT NULL CHECK (length(sealed) > 0)
    ) STRICT;

    CREATE TABLE ledger (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      writes INTEGER NOT NULL CHECK (writes >= 0),
      generation INTEGER NOT NULL CHECK (generation BETWEEN 0 AND 4294967295),
      sealed BLOB NOT NULL CHECK (length(sealed) > 0)
    ) STRICT;

    CREATE TABLE workspace (
      created INTEGER PRIMARY KEY CHECK (created > 0),
      tag BLOB NOT NULL UNIQUE CHECK (length(tag) = 32),
      revision INTEGER NOT NULL CHECK (revision >= created),
      next_deadline INTEGER CHECK (next_deadline >= 0),
      generation INTEGER NOT NULL CHECK (generation BETWEEN 0 AND 4294967295),
      wrapped_key BLOB NOT NULL CHECK (length(wrapped_key) > 0),
      record BLOB NOT NULL CHECK (length(record) > 0)
    ) STRICT;
    CREATE INDEX workspace_due ON workspace (next_deadline, created)
      WHERE next_deadline IS NOT NULL;
    CREATE INDEX workspace_rotating ON workspace (created) WHERE next_deadline IS NOT NULL;

    CREATE TABLE reservation (
      tag BLOB NOT NULL CHECK (length(tag) = 32),
      owner BLOB NOT NULL CHECK (length(owner) = 32),
      revision INTEGER NOT NULL CHECK (revision > 0),
      generation INTEGER NOT NULL CHECK (generation BETWEEN 0 AND 4294967295),
      sealed BLOB NOT NULL CHECK (length(sealed) > 0),
      PRIMARY KEY (tag, owner)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tombstone (
      tag BLOB NOT NULL PRIMARY KEY CHECK (length(tag) = 32),
      revision INTEGER NOT NULL CHECK (revision > 0),
      generation INTEGER NOT NULL CHECK (generation BETWEEN 0 AND 4294967295),
      sealed BLOB NOT NULL CHECK (length(sealed) > 0)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE audit (
      sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
      time INTEGER NOT NULL CHECK (time >= 0),
      workspace BLOB CHECK (length(workspace) = 32),
      link BLOB NOT NULL CHECK (length(link) = 32),
      sealed BLOB NOT NULL CHECK (length(sealed) > 0)
    ) STRICT;
    CREATE INDEX audit_workspace ON audit (workspace, sequence) WHERE workspace IS NOT NULL;

    -- Where the clock went back: rows whose time is before that of the row before them. Between two
    -- of them times rise with the sequence, so a time is found by halving, without an index.
    CREATE TABLE audit_step (sequence INTEGER PRIMARY KEY CHECK (sequence > 1)) STRICT;
    CREATE TRIGGER audit_steps_are_kept AFTER INSERT ON audit
      WHEN NEW.time < (SELECT time FROM audit WHERE sequence = NEW.sequence - 1)
      BEGIN INSERT INTO audit_step (sequence) VALUES (NEW.sequence); END;

    -- Rows come at the end, one after the other, and never change. They may leave only from the
    -- beginning, and the last one stays, so that the numbers never start again.
    CREATE TRIGGER audit_has_no_gap BEFORE INSERT ON audit
      WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit)
      BEGIN SELECT RAISE(ABORT, 'an audit row must follow the last one'); END;
    CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'an audit row is never changed'); END;
    CREATE TRIGGER audit_is_cut_at_its_beginning BEFORE DELETE ON audit
      WHEN OLD.sequence > (SELECT min(sequence) FROM audit)
        OR OLD.sequence = (SELECT max(sequence) FROM audit)
      BEGIN SELECT RAISE(ABORT, 'only the oldest audit row can be removed, and never the last'); END;
    """
}
