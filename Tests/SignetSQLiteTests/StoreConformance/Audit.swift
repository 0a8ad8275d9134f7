import SignetCore
import Testing

extension StoreConformance {
  static let audit: [StoreConformance] = [
    StoreConformance("an audit row comes back as it was appended") { store throws in
      let rows = [auditRow(1, time: 0), auditRow(2, time: .max, workspace: 3)]
      try store.transaction { transaction in
        for row in rows { try transaction.append(audit: row) }
      }
      #expect(try store.read { try $0.auditRow(1) } == rows[0])
      #expect(try store.read { try $0.auditRow(2) } == rows[1])
      for missing: UInt64 in [0, 3, .max] {
        #expect(try store.read { try $0.auditRow(missing) } == nil)
      }
    },
    StoreConformance("only the row after the last can be appended") { store throws in
      for first: UInt64 in [0, 2, 1 << 63, .max] {
        try expectConstraint(store) { try $0.append(audit: auditRow(first)) }
      }
      try store.transaction {
        try $0.append(audit: auditRow(1))
        try $0.append(audit: auditRow(2))
      }
      for next: UInt64 in [0, 1, 2, 4, 1 << 63] {
        try expectConstraint(store) { try $0.append(audit: auditRow(next)) }
      }
      try store.transaction { try $0.append(audit: auditRow(3)) }
    },
    StoreConformance("audit rows that cannot be are refused") { store throws in
      for change: (inout AuditRow) -> Void in [
        { $0.link = [] }, { $0.link.append(1) }, { $0.sealed = [] }, { $0.time = -1 },
        { $0.workspace = LookupTag([1, 2]) },
      ] {
        var row = auditRow(1)
        change(&row)
        try expectConstraint(store) { try $0.append(audit: row) }
      }
    },
    StoreConformance("ranges of the log hold what was asked for, in its order") { store throws in
      // Times: 10, 20, 30, 40, then back to 15, 25 (an operator set the clock back).
      let times: [Int64] = [10, 20, 30, 40, 15, 25]
      try store.transaction { transaction in
        for (index, time) in times.enumerated() {
          try transaction.append(
            audit: auditRow(
              UInt64(index + 1), time: time, workspace: index == 0 ? nil : 1 + index % 2))
        }
      }
      for (range, expected) in ranges {
        let found = try store.read { try $0.auditRows(range) }.map(\.sequence)
        #expect(found == expected, "\(range)")
      }
    },
    StoreConformance("pages of a range of time are what filtering the whole log gives") {
      store throws in
      // Times that rise by 0, 1 or 2 and sometimes fall far, from a fixed sequence of numbers.
      var state: UInt64 = 42
      var time: Int64 = 500
      var rows: [AuditRow] = []
      for sequence: UInt64 in 1...400 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let draw = Int64(state >> 33)
        time = draw % 29 == 0 ? max(0, time - draw % 200) : time + draw % 3
        rows.append(auditRow(sequence, time: time, workspace: Int(draw % 3)))
      }
      try store.transaction { transaction in
        for row in rows { try transaction.append(audit: row) }
      }
      for since: Int64 in stride(from: 300, to: 900, by: 37) {
        for (workspace, length) in [(nil, 1), (nil, 90), (tag(1), 150)] as [(LookupTag?, Int64)] {
          let wanted = rows.filter {
            $0.time >= since && $0.time < since + length
              && (workspace == nil || $0.workspace == workspace)
          }
          for order in [AuditRange.Order.ascending, .descending] {
            var range = AuditRange(
              order: order, workspace: workspace, since: since, until: since + length, limit: 7)
            var found: [AuditRow] = []
            while true {
              let page = try store.read { try $0.auditRows(range) }
              guard let last = page.last, found.count <= rows.count else { break }
              found += page
              range.after = last.sequence
            }
            #expect(found == (order == .ascending ? wanted : wanted.reversed()))
          }
        }
      }
    },
  ]

  // In descending order `since` and `until` mean the same as in ascending order.
  // Rows 3, 5 are workspace 1's, rows 2, 4, 6 workspace 2's.
  private static let ranges: [(AuditRange, [UInt64])] = [
    (AuditRange(order: .ascending, limit: 10), [1, 2, 3, 4, 5, 6]),
    (AuditRange(order: .descending, limit: 10), [6, 5, 4, 3, 2, 1]),
    (AuditRange(order: .ascending, limit: 2), [1, 2]),
    (AuditRange(order: .descending, limit: 2), [6, 5]),
    (AuditRange(order: .ascending, limit: 0), []),
    (AuditRange(order: .ascending, limit: -1), []),
    (AuditRange(after: 2, order: .ascending, limit: 2), [3, 4]),
    (AuditRange(after: 5, order: .descending, limit: 2), [4, 3]),
    (AuditRange(after: 6, order: .ascending, limit: 2), []),
    (AuditRange(after: 1, order: .descending, limit: 2), []),
    (AuditRange(after: .max, order: .ascending, limit: 2), []),
    (AuditRange(after: .max, order: .descending, limit: 2), [6, 5]),
    (AuditRange(order: .ascending, workspace: tag(1), limit: 10), [3, 5]),
    (AuditRange(order: .descending, workspace: tag(2), limit: 2), [6, 4]),
    (AuditRange(after: 4, order: .ascending, workspace: tag(2), limit: 10), [6]),
    (AuditRange(order: .ascending, workspace: tag(9), limit: 10), []),
    (AuditRange(order: .ascending, since: 20, limit: 10), [2, 3, 4, 6]),
    (AuditRange(order: .descending, since: 20, limit: 10), [6, 4, 3, 2]),
    (AuditRange(order: .descending, since: 20, limit: 2), [6, 4]),
    (AuditRange(order: .ascending, until: 20, limit: 10), [1, 5]),
    (AuditRange(order: .ascending, since: 15, until: 30, limit: 10), [2, 5, 6]),
    (AuditRange(after: 2, order: .ascending, since: 15, until: 30, limit: 10), [5, 6]),
    (AuditRange(after: 6, order: .descending, since: 15, until: 30, limit: 1), [5]),
    (AuditRange(order: .ascending, since: 30, until: 30, limit: 10), []),
    (AuditRange(order: .ascending, since: 30, until: 20, limit: 10), []),
    (AuditRange(order: .ascending, since: 41, limit: 10), []),
    (AuditRange(order: .ascending, until: 10, limit: 10), []),
    (AuditRange(order: .ascending, since: 40, until: 41, limit: 10), [4]),
    (AuditRange(after: 4, order: .ascending, since: 20, limit: 10), [6]),
    (AuditRange(after: 5, order: .descending, until: 40, limit: 10), [3, 2, 1]),
    (AuditRange(order: .ascending, since: .min, until: .max, limit: 1), [1]),
    (AuditRange(order: .ascending, workspace: tag(2), since: 20, until: 30, limit: 10), [2, 6]),
    (AuditRange(order: .descending, workspace: tag(1), since: 16, limit: 10), [3]),
  ]
}
