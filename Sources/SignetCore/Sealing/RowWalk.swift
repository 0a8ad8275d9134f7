import SignetCrypto

/// A walk along all rows, in pieces between other people's transactions, that computes their hash
/// anew. It hears of every row that changes meanwhile, so that at its end the sum is that of the
/// rows as they are then.
struct RowWalk: Equatable, Sendable {
  private(set) var sum = MultisetHash.empty
  private(set) var rows: UInt64 = 0
  /// Rows that did not open.
  private(set) var damaged: UInt64 = 0
  /// The last row that was counted; nil before the first.
  private(set) var reached: RowPlace?
  private(set) var isAtEnd = false

  mutating func rowChanged(
    at place: RowPlace, from old: MultisetHash.Element?, to new: MultisetHash.Element?
  ) {
    // Rows further on are met as they are then.
    guard isAtEnd || reached.map({ place <= $0 }) ?? false else { return }
    sum.replace(old, by: new)
  }

  /// Counts the next rows, at most `limit`, and opens each.
  mutating func advance(
    by limit: Int, keyring: Keyring, in transaction: any StoreTransaction
  ) throws {
    var rest = limit
    if rest > 0, case .some(let after) = workspaceStart {
      let rows = try transaction.workspaces(after: after, limit: rest, withDeadlineOnly: false)
      for row in rows {
        try count(try keyring.element(of: row), at: .init(row)) {
          _ = try keyring.open(row)
          _ = try keyring.usage(in: row)
        }
      }
      rest -= rows.count
    }
    if rest > 0, case .some(let after) = reservationStart {
      let rows = try transaction.reservations(after: after, limit: rest)
      for row in rows {
        try count(try keyring.element(of: row), at: .init(row)) { _ = try keyring.open(row) }
      }
      rest -= rows.count
    }
    if rest > 0 {
      let rows = try transaction.tombstones(after: tombstoneStart, limit: rest)
      for row in rows {
        try count(try keyring.element(of: row), at: .init(row)) { _ = try keyring.open(row) }
      }
      isAtEnd = rows.count < rest
    }
  }

  private mutating func count(
    _ element: MultisetHash.Element, at place: RowPlace, open: () throws -> Void
  ) throws {
    do {
      try open()
    } catch CryptoError.authenticationFailed, CryptoError.malformedEncoding {
      damaged += 1
    }
    sum.add(element)
    rows += 1
    reached = place
  }

  // Where the next piece starts in each table; nil where the walk has left it behind.

  private var workspaceStart: UInt64? {
    switch reached {
    case nil: 0
    case .workspace(let created): created
    case .reservation, .tombstone: nil
    }
  }

  private var reservationStart: (tag: LookupTag, owner: LookupTag)?? {
    switch reached {
    case nil, .workspace: .some(nil)
    case .reservation(let tag, let owner): .some((tag, owner))
    case .tombstone: nil
    }
  }

  private var tombstoneStart: LookupTag? {
    if case .tombstone(let tag) = reached { tag } else { nil }
  }
}
