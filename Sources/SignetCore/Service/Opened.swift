import SignetCrypto

/// What an opened database holds that a service begins with.
struct Opened {
  let keyring: Keyring
  let ledger: Ledger
  let isNew: Bool
  let leases: LeaseTable
  let session: SessionKeeper

  /// Rows of leases and of the session that do not open keep nobody from being served: what they may
  /// have said is assumed.
  init(
    _ keyring: Keyring, _ ledger: Ledger, isNew: Bool, in transaction: any StoreTransaction,
    boot: String, clock: any TrustedClock, events: (ServiceEvent) -> Void
  ) throws {
    self.keyring = keyring
    self.ledger = ledger
    self.isNew = isNew
    var previous: Session?
    var absence = UsageGap.Cause.notCountedBefore
    do {
      previous = try transaction.session().map { try keyring.open($0) }
    } catch CryptoError.authenticationFailed, CryptoError.malformedEncoding {
      absence = .damaged
      events(.damaged("the session's row does not open"))
    }
    session = SessionKeeper(
      isNew
        ? Session(boot: boot, isClean: false, gap: nil)
        : Session(
          after: previous, absence: absence, boot: boot, at: Self.start(clock.now(), ledger)),
      isWritten: false)
    let now = clock.uptime
    var table = LeaseTable(
      at: ledger.revision, now: now,
      mayBeKnown: !isNew && previous.map { $0.boot == boot } ?? true)
    try Self.restore(&table, keyring, in: transaction, boot: boot, now: now, events: events)
    leases = table
  }

  /// Later than all that was committed: a clock that comes back behind must not put what was missed
  /// before the versions that it is about.
  private static func start(_ now: Timestamp, _ ledger: Ledger) -> Timestamp {
    max(now, ledger.latestTime + .milliseconds(1))
  }

  private static func restore(
    _ table: inout LeaseTable, _ keyring: Keyring, in transaction: any StoreTransaction,
    boot: String, now: Duration, events: (ServiceEvent) -> Void
  ) throws {
    var last: LookupTag?
    while true {
      let rows = try transaction.leases(after: last, limit: 1024)
      for row in rows {
        do {
          let lease = try keyring.open(row)
          if lease.boot == boot {
            table.restore(lease, now: now)
          } else {
            table.bury(lease, at: now)
          }
        } catch CryptoError.authenticationFailed, CryptoError.malformedEncoding {
          events(.damaged("a lease's row does not open"))
          table.restoreUnreadable(row.tag, now: now)
        }
      }
      guard let tag = rows.last?.tag else { return }
      last = tag
    }
  }
}
