internal import GRDB
internal import SignetCore

// From times to sequences.
//
// Times rise with the sequence but where an operator set the clock back; the schema keeps those
// steps. Between two steps the rows of a range of time are an interval of sequences whose ends are
// found by halving, some twenty look-ups in a log of a million rows: a page of a range costs what
// the page costs, wherever in the log it lies.
extension SQLiteTransaction {
  /// Intervals of sequences that hold exactly the rows of the range, but for its workspace, in its
  /// order.
  func intervals(of range: AuditRange) throws(StoreError) -> [Range<Int64>] {
    guard let log = try logBounds(), let allowed = range.allowed(in: log) else { return [] }
    guard range.since != nil || range.until != nil else { return [allowed] }

    let steps = try fetchAll(
      "SELECT sequence FROM audit_step WHERE sequence > ? AND sequence < ? ORDER BY sequence",
      [allowed.lowerBound, allowed.upperBound]
    ) { try $0.integer(0) }
    let starts = [allowed.lowerBound] + steps
    let ends = steps + [allowed.upperBound]
    var intervals: [Range<Int64>] = []
    for (start, end) in zip(starts, ends) {
      let rising = start..<end
      var (lower, upper) = (start, end)
      if let since = range.since { lower = try first(in: rising, notBefore: since) }
      if let until = range.until { upper = try first(in: rising, notBefore: until) }
      if lower < upper { intervals.append(lower..<upper) }
    }
    return range.order == .ascending ? intervals : intervals.reversed()
  }

  /// The sequences of the log, nil while it is empty.
  private func logBounds() throws(StoreError) -> Range<Int64>? {
    try fetchOne("SELECT (SELECT min(sequence) FROM audit), (SELECT max(sequence) FROM audit)") {
      row -> Range<Int64>? in
      guard let first = try row.optionalInteger(0) else { return nil }
      let (end, overflow) = try row.integer(1).addingReportingOverflow(1)
      guard first < end, !overflow else { throw StoreError.corrupt("the log's sequences") }
      return first..<end
    } ?? nil
  }

  /// The first sequence in `rising` whose time is `time` or later; its end if there is none.
  private func first(in rising: Range<Int64>, notBefore time: Int64) throws(StoreError) -> Int64 {
    var candidates = rising
    while !candidates.isEmpty {
      let middle = candidates.lowerBound + (candidates.upperBound - candidates.lowerBound) / 2
      let found = try fetchOne("SELECT time FROM audit WHERE sequence = ?", [middle]) {
        try $0.integer(0)
      }
      guard let found else { throw .corrupt("there is no audit row \(middle)") }
      candidates =
        found < time
        ? middle + 1..<candidates.upperBound : candidates.lowerBound..<middle
    }
    return candidates.lowerBound
  }
}

extension AuditRange {
  /// What `after` leaves of the log's sequences; nil if nothing.
  fileprivate func allowed(in log: Range<Int64>) -> Range<Int64>? {
    guard let after = after?.bound else { return log }
    switch order {
    case .ascending:
      guard after < log.upperBound - 1 else { return nil }
      return max(log.lowerBound, after + 1)..<log.upperBound
    case .descending:
      guard after > log.lowerBound else { return nil }
      return log.lowerBound..<min(log.upperBound, after)
    }
  }
}
