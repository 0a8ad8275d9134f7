import SignetCore
import Testing

extension StoreConformance {
  static let leases: [StoreConformance] = [
    StoreConformance("a lease comes back, and one put again replaces it") { store throws in
      try store.transaction {
        try $0.put(lease: leaseRow(1))
        try $0.put(lease: leaseRow(1, sealed: [7, 8]))
      }
      #expect(
        try store.read { try $0.leases(after: nil, limit: 9) } == [leaseRow(1, sealed: [7, 8])])
    },
    StoreConformance("a removed lease is gone, and removing none is no error") { store throws in
      try store.transaction {
        try $0.put(lease: leaseRow(1))
        try $0.put(lease: leaseRow(2))
        try $0.removeLease(tag(1))
        try $0.removeLease(tag(3))
      }
      #expect(try store.read { try $0.leases(after: nil, limit: 9) } == [leaseRow(2)])
    },
    StoreConformance("a walk over leases meets each once, in order") { store throws in
      let expected = (1...5).map { leaseRow($0) }
      try store.transaction { transaction in
        for row in expected.reversed() { try transaction.put(lease: row) }
      }
      #expect(try store.read { try $0.leases(after: nil, limit: 3) } == Array(expected[..<3]))
      #expect(try store.read { try $0.leases(after: tag(3), limit: 3) } == Array(expected[3...]))
      #expect(try store.read { try $0.leases(after: tag(5), limit: 3) } == [])
      #expect(try store.read { try $0.leases(after: nil, limit: -1) } == [])
    },
    StoreConformance("leases that cannot be are refused") { store throws in
      for change: (inout LeaseRow) -> Void in [
        { $0.tag = LookupTag([1]) }, { $0.tag = LookupTag([]) }, { $0.sealed = [] },
      ] {
        var row = leaseRow(1)
        change(&row)
        try expectConstraint(store) { try $0.put(lease: row) }
      }
    },
  ]
}
