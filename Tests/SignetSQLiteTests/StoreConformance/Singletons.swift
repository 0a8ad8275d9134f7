import SignetCore
import Testing

extension StoreConformance {
  static let singletons: [StoreConformance] = [
    StoreConformance("keyring, ledger and session are absent at first") { store throws in
      #expect(try store.read { try $0.session() } == nil)
      #expect(try store.read { try $0.keyring() } == nil)
      #expect(try store.read { try $0.ledger() } == nil)
    },
    StoreConformance("there is one keyring and one ledger, the last that was put") { store throws in
      let ledger = LedgerRow(writes: 2, generation: .max, sealed: [8])
      try store.transaction {
        try $0.put(keyring: [1])
        try $0.put(keyring: [2, 3])
        try $0.put(ledger: LedgerRow(writes: 1, generation: 1, sealed: [7]))
        try $0.put(ledger: ledger)
      }
      #expect(try store.read { try $0.keyring() } == [2, 3])
      #expect(try store.read { try $0.ledger() } == ledger)
    },
    StoreConformance("there is one session, the last that was put") { store throws in
      let session = SessionRow(generation: .max, sealed: [2])
      try store.transaction {
        try $0.put(session: SessionRow(generation: 1, sealed: [1]))
        try $0.put(session: session)
      }
      #expect(try store.read { try $0.session() } == session)
    },
    StoreConformance("sealed bytes cannot be empty") { store throws in
      try expectConstraint(store) { try $0.put(session: SessionRow(generation: 1, sealed: [])) }
      try expectConstraint(store) { try $0.put(keyring: []) }
      try expectConstraint(store) {
        try $0.put(ledger: LedgerRow(writes: 1, generation: 1, sealed: []))
      }
    },
  ]
}
