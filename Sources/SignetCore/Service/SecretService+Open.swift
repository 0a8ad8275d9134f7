import SignetAudit
public import SignetCrypto

/// Why a database could not be opened.
public enum OpenError: Error, Equatable, Sendable {
  /// There is no database yet, and none was to be made.
  case noDatabase
  /// The master key does not open the keyring: it is another database's, or the row was changed.
  case wrongMasterKey
  /// The database contradicts itself; the text says where.
  case damaged(String)
  case store(StoreError)
  case crypto(CryptoError)

  /// What ended a transaction that was to open it.
  init(opening error: any Error) {
    switch error {
    case let error as OpenError: self = error
    case let error as StoreError: self = .store(error)
    case let error as CryptoError: self = .crypto(error)
    default: self = .damaged("\(type(of: error))")
    }
  }
}

extension SecretService {
  /// Workspaces whose accepted keys are kept in memory.
  public static let defaultCacheCapacity = 10_000
  /// Secrets that one uid may be shown a second, on average.
  public static let defaultDisclosureRate = 2000

  /// Opens the database in `store`, or makes it if the store is empty.
  ///
  /// - Parameters:
  ///   - boot: names the machine's boot: leases of another one are over, for their verifiers are gone.
  ///
  /// Throws before anything was changed if `master` is not its key.
  public static func open(
    store: any Store, master: MasterKey, clock: any TrustedClock, entropy: any EntropySource,
    boot: String = "", cacheCapacity: Int = defaultCacheCapacity,
    disclosureRate: Int = defaultDisclosureRate, meter: (any ServiceMeter)? = nil,
    events: @escaping @Sendable (ServiceEvent) -> Void = { _ in }
  ) throws(OpenError) -> SecretService {
    do {
      var opened: Opened?
      func read(_ transaction: any StoreTransaction) throws {
        let isNew = try transaction.keyring() == nil
        let (keyring, ledger) =
          try existing(in: transaction, master: master)
          ?? create(in: transaction, master: master, clock: clock, entropy: entropy)
        opened = try Opened(
          keyring, ledger, isNew: isNew, in: transaction, boot: boot, clock: clock, events: events)
      }
      do {
        try store.transaction { transaction in
          try read(transaction)
          guard let opened else { return }
          try opened.session.write(in: transaction, keyring: opened.keyring, entropy: entropy)
        }
        opened?.session.wasWritten()
      } catch let error as StoreError {
        // Where nothing can be written, what is there can still be served.
        guard let found = opened, !found.isNew else { throw error }
        try store.transaction { try read($0) }
      }
      guard let opened else { throw OpenError.noDatabase }
      return SecretService(
        store: store, opened: opened, clock: clock, entropy: entropy,
        cacheCapacity: cacheCapacity, disclosureRate: disclosureRate, meter: meter,
        usageSession: try usageSession(from: entropy), events: events)
    } catch {
      throw OpenError(opening: error)
    }
  }

  /// Names this run in the counts that it writes.
  private static func usageSession(from entropy: any EntropySource) throws(CryptoError) -> UInt64 {
    try entropy.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func existing(
    in transaction: any StoreTransaction, master: MasterKey
  ) throws -> (Keyring, Ledger)? {
    guard let row = try transaction.keyring() else {
      guard try isEmpty(transaction) else {
        throw OpenError.damaged("there are rows in the database, but no keyring")
      }
      return nil
    }
    let keyring: Keyring
    do {
      keyring = try Keyring(opening: row, under: master)
    } catch CryptoError.authenticationFailed {
      throw OpenError.wrongMasterKey
    }
    guard let ledgerRow = try transaction.ledger() else {
      throw OpenError.damaged("the ledger is missing")
    }
    let ledger: Ledger
    do {
      ledger = try keyring.open(ledgerRow)
    } catch CryptoError.authenticationFailed, CryptoError.malformedEncoding {
      throw OpenError.damaged("the ledger does not open")
    }
    try checkHead(ledger, in: transaction)
    return (keyring, ledger)
  }

  /// Whether no row of any kind is there: only then may a new keyring be made.
  private static func isEmpty(_ transaction: any StoreTransaction) throws -> Bool {
    try transaction.ledger() == nil && transaction.workspaceCounts().all == 0
      && transaction.auditRows(AuditRange(order: .ascending, limit: 1)).isEmpty
      && transaction.reservations(after: nil, limit: 1).isEmpty
      && transaction.tombstones(after: nil, limit: 1).isEmpty
      && transaction.leases(after: nil, limit: 1).isEmpty && transaction.session() == nil
  }

  /// The log ends where the ledger says it does.
  private static func checkHead(_ ledger: Ledger, in transaction: any StoreTransaction) throws {
    let last = try transaction.auditRows(AuditRange(order: .descending, limit: 1)).first
    guard last?.sequence == ledger.auditHead.sequence, last?.link == ledger.auditHead.link.bytes
    else {
      throw OpenError.damaged(
        "the audit log ends at entry \(last?.sequence ?? 0), and the ledger says "
          + "\(ledger.auditHead.sequence)")
    }
  }

  private static func create(
    in transaction: any StoreTransaction, master: MasterKey, clock: any TrustedClock,
    entropy: any EntropySource
  ) throws -> (Keyring, Ledger) {
    let keyring = try Keyring.generate(from: entropy)
    try transaction.put(keyring: try keyring.sealed(under: master, entropy: entropy))
    let commit = CommitScope(
      transaction: transaction,
      ledger: Ledger(
        revision: 1, auditHead: try keyring.auditStart(), latestTime: clock.now(), rows: .empty,
        writes: 1))
    try commit.append(
      AuditRecord(
        actor: .system, role: .system, action: .databaseCreate, outcome: .allowed, requestID: "",
        revision: 1, details: [AuditDetail(name: "epoch", value: "\(keyring.epoch)")]),
      now: clock.now(), keyring: keyring, entropy: entropy)
    try transaction.put(ledger: try keyring.seal(commit.ledger, entropy: entropy))
    return (keyring, commit.ledger)
  }
}
