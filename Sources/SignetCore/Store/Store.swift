/// Where rows are kept. It sees tags, numbers and sealed bytes only: everything that means
/// something is sealed above it, so a store is trusted to keep rows, never with their content.
///
/// One thread, the committer's, calls it. A conformance has passed `StoreConformance` in the tests.
public protocol Store: Sendable {
  /// Runs `body` in one write transaction and makes it durable before returning.
  ///
  /// Throws what `body` throws, after nothing of it was kept. Throws `StoreError`:
  /// - `.outcomeUnknown` when COMMIT failed in a way that leaves open what is on the disk. No
  ///   transaction is served after that until `reopen` has succeeded.
  /// - any other case when the transaction could not be begun or certainly did not happen.
  /// A transaction that wrote nothing costs no write to the disk.
  func transaction(_ body: (any StoreTransaction) throws -> Void) throws

  /// Closes and opens the store again, sees what is really on the disk, and proves that it can be
  /// written by making a checkpoint succeed.
  func reopen() throws

  /// Moves what was committed from the log into the database file, outside of any request. Answers
  /// how many pages the log still holds.
  @discardableResult
  func checkpoint() throws -> Int

  /// Lets go of the file. Later calls throw `StoreError.closed`.
  func close()
}

/// What can be done inside a transaction of a `Store`. Valid only within the call it was given to.
public protocol StoreTransaction {
  /// Runs `body`; if it throws, undoes what it wrote and throws the same.
  ///
  /// Throws `StoreError.transactionLost` if the store gave up the whole transaction meanwhile (a
  /// full disk and some I/O errors do that): then everything since its beginning is undone.
  func savepoint<Result>(_ body: () throws -> Result) throws -> Result

  // The keyring, the ledger and the session: one row each.
  func keyring() throws -> [UInt8]?
  func put(keyring: [UInt8]) throws
  func ledger() throws -> LedgerRow?
  func put(ledger: LedgerRow) throws
  func session() throws -> SessionRow?
  func put(session: SessionRow) throws

  // Workspaces.
  func workspace(_ tag: LookupTag) throws -> WorkspaceRow?
  /// Inserts the row or replaces the one with its tag.
  func put(workspace row: WorkspaceRow) throws
  func removeWorkspace(_ tag: LookupTag) throws
  /// Rows created after `created`, in the order of their creation, at most `limit`.
  func workspaces(after created: UInt64, limit: Int, withDeadlineOnly: Bool) throws
    -> [WorkspaceRow]
  /// Rows whose deadline is at or before `time`, the earliest first, at most `limit`.
  func workspaces(dueAt time: Int64, limit: Int) throws -> [WorkspaceRow]
  /// How many there are, and how many of them have a deadline before them.
  func workspaceCounts() throws -> (all: Int, withDeadline: Int)

  // Tags of secrets and key ids, which outlive what they stand for.
  /// Those of a tag, at most `limit`.
  func reservations(_ tag: LookupTag, limit: Int) throws -> [ReservationRow]
  func reservation(_ tag: LookupTag, owner: LookupTag) throws -> ReservationRow?
  func put(reservation row: ReservationRow) throws
  /// All rows in the order of (tag, owner), after the given one, for walks.
  func reservations(after: (tag: LookupTag, owner: LookupTag)?, limit: Int) throws
    -> [ReservationRow]

  // Tombstones of deleted workspaces.
  func tombstone(_ tag: LookupTag) throws -> TombstoneRow?
  func put(tombstone row: TombstoneRow) throws
  func tombstones(after tag: LookupTag?, limit: Int) throws -> [TombstoneRow]

  // Leases that verifiers may still count on.
  /// In the order of their tags, after the given one, at most `limit`.
  func leases(after tag: LookupTag?, limit: Int) throws -> [LeaseRow]
  /// Inserts the row or replaces the one with its tag.
  func put(lease row: LeaseRow) throws
  func removeLease(_ tag: LookupTag) throws

  // The audit log.
  func append(audit row: AuditRow) throws
  func auditRow(_ sequence: UInt64) throws -> AuditRow?
  func auditRows(_ range: AuditRange) throws -> [AuditRow]
}
