import SignetCore
import Testing

extension StoreConformance {
  static let transactions: [StoreConformance] = [
    StoreConformance("what a transaction wrote is seen by the next") { store throws in
      try store.transaction { try $0.put(keyring: [1]) }
      #expect(try store.read { try $0.keyring() } == [1])
    },
    StoreConformance("a transaction sees what it wrote itself") { store throws in
      try store.transaction {
        try $0.put(keyring: [1])
        #expect(try $0.keyring() == [1])
      }
    },
    StoreConformance("an error of the body comes out as it was, and nothing is kept") {
      store throws in
      #expect(throws: Unrelated(number: 4)) {
        try store.transaction {
          try $0.put(keyring: [1])
          try $0.append(audit: auditRow(1))
          throw Unrelated(number: 4)
        }
      }
      #expect(try store.read { try $0.keyring() } == nil)
      #expect(try store.read { try $0.auditRow(1) } == nil)
    },
    StoreConformance("an error of the store that the body catches leaves the rest") {
      store throws in
      try store.transaction { transaction in
        try transaction.put(keyring: [1])
        #expect(throws: StoreError.self) { try transaction.append(audit: auditRow(5)) }
        try transaction.append(audit: auditRow(1))
      }
      #expect(try store.read { try $0.keyring() } == [1])
      #expect(try store.read { try $0.auditRow(1) } == auditRow(1))
    },
    StoreConformance("calls after the end of a transaction are refused") { store throws in
      var escaped: (any StoreTransaction)?
      try store.transaction { escaped = $0 }
      let transaction = try #require(escaped)
      #expect(throws: StoreError.closed) { try transaction.put(keyring: [1]) }
      #expect(throws: StoreError.closed) { try transaction.keyring() }
    },
    StoreConformance("a body that calls its own store gets an error and does not hang") {
      store throws in
      try store.transaction { transaction in
        try transaction.put(keyring: [1])
        #expect(try storeError { try store.transaction { _ in } }?.kind == "constraint")
        #expect(try storeError { try store.checkpoint() }?.kind == "constraint")
        #expect(try storeError { try store.reopen() }?.kind == "constraint")
      }
      #expect(try store.read { try $0.keyring() } == [1])
    },
    StoreConformance("a closed store serves nothing") { store throws in
      store.close()
      store.close()
      #expect(throws: StoreError.closed) { try store.transaction { _ in } }
      #expect(throws: StoreError.closed) { try store.checkpoint() }
      #expect(throws: StoreError.closed) { try store.reopen() }
    },
    StoreConformance("closing inside a transaction takes effect after it") { store throws in
      try store.transaction {
        store.close()
        try $0.put(keyring: [1])
      }
      #expect(throws: StoreError.closed) { try store.transaction { _ in } }
    },
  ]

  static let savepoints: [StoreConformance] = [
    StoreConformance("a savepoint answers what its body answers") { store throws in
      try store.transaction { transaction throws in
        #expect(try transaction.savepoint { 42 } == 42)
      }
    },
    StoreConformance("a savepoint that throws undoes only itself") { store throws in
      try store.transaction { transaction in
        try transaction.put(keyring: [1])
        try expectUndone(in: transaction) { try transaction.put(keyring: [2]) }
        try transaction.savepoint { try transaction.append(audit: auditRow(1)) }
      }
      #expect(try store.read { try $0.keyring() } == [1])
      #expect(try store.read { try $0.auditRow(1) } != nil)
    },
    StoreConformance("an inner savepoint can fail while the outer one is kept") { store throws in
      try store.transaction { transaction in
        try transaction.savepoint {
          try transaction.put(keyring: [1])
          try expectUndone(in: transaction) { try transaction.put(keyring: [2]) }
          try transaction.append(audit: auditRow(1))
        }
      }
      #expect(try store.read { try $0.keyring() } == [1])
      #expect(try store.read { try $0.auditRow(1) } != nil)
    },
    StoreConformance("an outer savepoint that throws takes the inner one with it") { store throws in
      try store.transaction { transaction in
        try expectUndone(in: transaction) {
          try transaction.savepoint { try transaction.put(keyring: [2]) }
        }
      }
      #expect(try store.read { try $0.keyring() } == nil)
    },
  ]

  /// Runs `body` in a savepoint that throws after it, and expects that error as it was thrown.
  private static func expectUndone(
    in transaction: any StoreTransaction, _ body: () throws -> Void
  ) throws {
    do {
      try transaction.savepoint {
        try body()
        throw Unrelated(number: 1)
      }
      Issue.record("the savepoint threw nothing")
    } catch let error as Unrelated {
      #expect(error == Unrelated(number: 1))
    }
  }
}
