import SignetCore
import Testing

extension StoreConformance {
  static let reservations: [StoreConformance] = [
    StoreConformance("a tag can be reserved by several owners") { store throws in
      try store.transaction {
        try $0.put(reservation: reservationRow(1, owner: 11))
        try $0.put(reservation: reservationRow(1, owner: 10))
        try $0.put(reservation: reservationRow(2, owner: 10))
      }
      #expect(
        try store.read { try $0.reservations(tag(1), limit: 9) } == [
          reservationRow(1, owner: 10), reservationRow(1, owner: 11),
        ])
      #expect(try store.read { try $0.reservations(tag(3), limit: 9) } == [])
      #expect(
        try store.read { try $0.reservation(tag(2), owner: tag(10)) }
          == reservationRow(2, owner: 10))
      #expect(try store.read { try $0.reservation(tag(2), owner: tag(11)) } == nil)
    },
    StoreConformance("putting a reservation again replaces it") { store throws in
      try store.transaction {
        try $0.put(reservation: reservationRow(1, owner: 2))
        try $0.put(reservation: reservationRow(1, owner: 2, revision: 9))
      }
      #expect(
        try store.read { try $0.reservations(tag(1), limit: 9) }
          == [reservationRow(1, owner: 2, revision: 9)])
    },
    StoreConformance("reservations outlive the workspace that made them") { store throws in
      try store.transaction {
        try $0.put(workspace: workspaceRow(7))
        try $0.put(reservation: reservationRow(1, owner: 7))
        try $0.removeWorkspace(tag(7))
      }
      #expect(try store.read { try $0.reservation(tag(1), owner: tag(7)) } != nil)
    },
    StoreConformance("a walk over reservations meets each once, in order") { store throws in
      var expected: [ReservationRow] = []
      for number in 1...4 {
        for owner in 1...3 { expected.append(reservationRow(number, owner: owner)) }
      }
      try store.transaction { transaction in
        for row in expected.reversed() { try transaction.put(reservation: row) }
      }
      var met: [ReservationRow] = []
      var after: (tag: LookupTag, owner: LookupTag)?
      while true {
        let page = try store.read { try $0.reservations(after: after, limit: 5) }
        guard let last = page.last, met.count <= expected.count else { break }
        met += page
        after = (last.tag, last.owner)
      }
      #expect(met == expected)
    },
    StoreConformance("reservations that cannot be are refused") { store throws in
      for change: (inout ReservationRow) -> Void in [
        { $0.tag = LookupTag([1]) }, { $0.owner = LookupTag([]) }, { $0.revision = 0 },
        { $0.revision = .max }, { $0.sealed = [] },
      ] {
        var row = reservationRow(1, owner: 1)
        change(&row)
        try expectConstraint(store) { try $0.put(reservation: row) }
      }
    },
  ]

  static let tombstones: [StoreConformance] = [
    StoreConformance("a tombstone comes back, and one put again replaces it") { store throws in
      try store.transaction {
        try $0.put(tombstone: tombstoneRow(1))
        try $0.put(tombstone: tombstoneRow(1, revision: 3))
      }
      #expect(try store.read { try $0.tombstone(tag(1)) } == tombstoneRow(1, revision: 3))
      #expect(try store.read { try $0.tombstone(tag(2)) } == nil)
    },
    StoreConformance("a walk over tombstones meets each once, in order") { store throws in
      let expected = (1...5).map { tombstoneRow($0) }
      try store.transaction { transaction in
        for row in expected.reversed() { try transaction.put(tombstone: row) }
      }
      #expect(try store.read { try $0.tombstones(after: nil, limit: 3) } == Array(expected[..<3]))
      #expect(
        try store.read { try $0.tombstones(after: tag(3), limit: 3) } == Array(expected[3...]))
      #expect(try store.read { try $0.tombstones(after: tag(5), limit: 3) } == [])
    },
    StoreConformance("tombstones that cannot be are refused") { store throws in
      for change: (inout TombstoneRow) -> Void in [
        { $0.tag = LookupTag([1]) }, { $0.revision = 0 }, { $0.sealed = [] },
      ] {
        var row = tombstoneRow(1)
        change(&row)
        try expectConstraint(store) { try $0.put(tombstone: row) }
      }
    },
  ]
}
