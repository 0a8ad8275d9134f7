/// What a walk along all rows found.
struct RowVerification: Equatable, Sendable {
  let rows: UInt64
  /// Rows that do not open: they were changed, moved, or belong to other keys.
  let damaged: UInt64
  /// Whether the rows are those that the ledger tells of. If not although all open, rows were taken
  /// away or put back from an older copy.
  let matchesLedger: Bool

  var isWhole: Bool { matchesLedger && damaged == 0 }
}

extension SecretService {
  /// Rows that one piece opens at most: a few milliseconds.
  private static let rowPiece = 200

  /// Opens every row, computes the hash of all of them anew and compares it with the ledger's.
  ///
  /// Throws `.busy` also while another walk is under way, and `.unavailable`; rows that are not as
  /// they should be are an answer.
  func verifyRows(piece: Int = rowPiece) async throws(SignetError) -> RowVerification {
    try await committer.submit(.background) { commit in
      guard commit.walk == nil else { throw SignetError.busy }
      commit.walk = RowWalk()
    }
    do {
      while true {
        let found = try await committer.submit(.background) { commit in
          try self.advanceWalk(by: piece, in: commit)
        }
        if let found { return found }
      }
    } catch {
      // The next one starts from the beginning, also where this one could not be ended.
      _ = try? await committer.submit(.background) { $0.walk = nil }
      throw error
    }
  }

  /// Answers what was found once the walk has come to its end.
  private func advanceWalk(by limit: Int, in commit: CommitScope) throws -> RowVerification? {
    // After a recovery of the store nothing is known of the rows that were counted before.
    guard var walk = commit.walk else { throw SignetError.unavailable(.recovering) }
    try walk.advance(by: limit, keyring: keyring, in: commit.transaction)
    guard walk.isAtEnd else {
      commit.walk = walk
      return nil
    }
    commit.walk = nil
    return RowVerification(
      rows: walk.rows, damaged: walk.damaged, matchesLedger: walk.sum == commit.ledger.rows)
  }
}
