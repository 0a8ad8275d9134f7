import SignetCore
import SignetSQLite
import Testing

@Suite("the SQLite store is a store")
struct SQLiteConformanceTests {
  @Test("it does what every store does", arguments: StoreConformance.all)
  func conforms(_ requirement: StoreConformance) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { store.close() }
    try requirement.run(store)
  }

  @Test("what was committed is there for the next process", arguments: [false, true])
  func keepsData(afterCheckpoint: Bool) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.transaction {
      try $0.put(keyring: [1])
      try $0.append(audit: auditRow(1))
    }
    if afterCheckpoint { try store.checkpoint() }
    store.close()
    let again = try temporary.open()
    defer { again.close() }
    #expect(try again.read { try $0.keyring() } == [1])
    #expect(try again.read { try $0.auditRow(1) } == auditRow(1))
  }
}
