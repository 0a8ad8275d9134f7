public import SignetAudit
import SignetCrypto
import Synchronization

// Reading and verifying the log. First the access gets its own entry; then rows are read in pieces
// between other people's transactions.
extension SecretService {
  /// Rows that one piece opens at most: well below 10 ms.
  private static let piece = 500
  /// Rows that one page looks at most, so that a rare match does not keep its reader waiting.
  private static let pageReach = 20_000

  /// A page of the log. Throws `.forbidden`, `.busy`, `.unavailable`.
  public func audit(
    _ query: AuditQuery, as principal: Principal, context: RequestContext
  ) async throws(SignetError) -> AuditPage {
    _ = try await perform(
      NoteAuditAccess(
        action: .auditRead, workspace: query.workspace, details: query.filters),
      as: principal, context: context)
    var entries: [AuditEntry] = []
    var after = query.after
    var looked = 0
    while true {
      let rest = query.limit - entries.count
      let start = after
      let piece = try await committer.submit(.verifier) { commit in
        try self.read(query, after: start, atMost: rest, in: commit.transaction)
      }
      entries += piece.entries
      looked += piece.looked
      try stopIfCancelled()
      guard let next = piece.next else { return AuditPage(entries: entries, next: nil) }
      after = next
      if entries.count >= query.limit || looked >= Self.pageReach {
        return AuditPage(entries: entries, next: next)
      }
    }
  }

  /// Whoever asked has gone.
  private func stopIfCancelled() throws(SignetError) {
    if Task.isCancelled { throw .busy }
  }

  private struct Piece: Sendable {
    var entries: [AuditEntry] = []
    var looked = 0
    var next: UInt64?
  }

  private func read(
    _ query: AuditQuery, after: UInt64?, atMost limit: Int, in transaction: any StoreTransaction
  ) throws -> Piece {
    let rows = try transaction.auditRows(
      AuditRange(
        after: after, order: query.newestFirst ? .descending : .ascending,
        workspace: try query.workspace.map { try keyring.tag(of: $0) },
        since: query.since?.milliseconds, until: query.until?.milliseconds, limit: Self.piece))
    var piece = Piece()
    for row in rows {
      let entry = try keyring.entry(in: row, transaction)
      piece.looked += 1
      if query.matches(entry) { piece.entries.append(entry) }
      if piece.entries.count == limit {
        let isLast = rows.count < Self.piece && row.sequence == rows.last?.sequence
        piece.next = isLast ? nil : row.sequence
        return piece
      }
    }
    piece.next = rows.count == Self.piece ? rows.last?.sequence : nil
    return piece
  }

  /// Walks the whole log, computes every link again and compares the end with the ledger.
  ///
  /// Throws `.forbidden`, `.unavailable`, and `.busy` also while another walk is under way: one
  /// after the other they are as fast, and many at once would keep the log's other readers waiting.
  /// A log that is not whole is an answer.
  public func verifyAudit(
    as principal: Principal, context: RequestContext
  ) async throws(SignetError) -> AuditVerification {
    guard walking.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else { throw .busy }
    defer { walking.store(false, ordering: .releasing) }
    let head = try await perform(
      NoteAuditAccess(action: .auditVerify, workspace: nil, details: []), as: principal,
      context: context)
    var walk: AuditWalk
    do {
      walk = AuditWalk(chain: AuditChain(after: try keyring.auditStart(), meeting: head))
    } catch {
      throw SignetError(serviceFailure: error)
    }
    while walk.fault == nil, walk.chain.reached.sequence < head.sequence {
      let current = walk
      walk = try await committer.submit(.background) { commit in
        var next = current
        try next.advance(
          by: Self.piece, to: head.sequence, keyring: self.keyring, in: commit.transaction)
        return next
      }
      if walk.chain.reached == current.chain.reached, walk.fault == nil { break }
      try stopIfCancelled()
    }
    return walk.verification(head: head)
  }
}

/// What a walk along the whole log found.
public struct AuditVerification: Equatable, Sendable {
  /// Entries found good, from the first on.
  public let entries: UInt64
  /// Where the log ends, as the ledger says.
  public let head: AuditHead
  /// The first entry that is not as it should be; nil if there is none.
  public let fault: Fault?

  public struct Fault: Equatable, Sendable {
    public let sequence: UInt64
    public let reason: String
  }
}

struct AuditWalk: Sendable {
  var chain: AuditChain
  var fault: AuditVerification.Fault?

  mutating func advance(
    by limit: Int, to head: UInt64, keyring: Keyring, in transaction: any StoreTransaction
  ) throws {
    let rows = try transaction.auditRows(
      AuditRange(
        after: chain.reached.sequence == 0 ? nil : chain.reached.sequence, order: .ascending,
        limit: limit))
    for row in rows where row.sequence <= head {
      let encoded: [UInt8]
      do {
        encoded = try keyring.open(row, after: chain.reached.link.bytes)
      } catch CryptoError.authenticationFailed {
        let expected = chain.reached.sequence + 1
        fault = .init(sequence: expected, reason: row.sequence == expected ? "altered" : "missing")
        return
      }
      do throws(AuditChainError) {
        try chain.accept(
          sequence: row.sequence, encodedEntry: encoded, storedLink: try link(of: row))
      } catch {
        fault = .init(sequence: error.sequence, reason: error.name)
        return
      }
    }
  }

  private func link(of row: AuditRow) throws(AuditChainError) -> AuditLink {
    do { return try AuditLink(row.link) } catch { throw .altered(sequence: row.sequence) }
  }

  func verification(head: AuditHead) -> AuditVerification {
    var fault = fault
    if fault == nil {
      do throws(AuditChainError) {
        try chain.finish()
      } catch {
        fault = .init(sequence: error.sequence, reason: error.name)
      }
    }
    return AuditVerification(entries: chain.reached.sequence, head: head, fault: fault)
  }
}

extension AuditQuery {
  /// What was looked for, as the entry about the reading tells it.
  fileprivate var filters: [AuditDetail] {
    var filters: [AuditDetail] = []
    if let action { filters.append(AuditDetail(name: "action", value: action.name)) }
    if let actor { filters.append(AuditDetail(name: "actor", value: actor)) }
    if let outcome { filters.append(AuditDetail(name: "outcome", value: outcome)) }
    return filters
  }
}
