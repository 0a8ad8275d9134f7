import GRDB
import SignetCore
import Testing

@testable import SignetSQLite

@Suite("the settings that safety depends on")
struct SettingTests {
  // Written out again, so that a change of the table in the source is noticed.
  private static let expected = [
    "locking_mode": "exclusive", "journal_mode": "wal", "synchronous": "2", "secure_delete": "1",
    "foreign_keys": "1", "ignore_check_constraints": "0", "trusted_schema": "0",
    "cell_size_check": "1", "mmap_size": "0", "temp_store": "2", "wal_autocheckpoint": "0",
    "application_id": "1399287412",
  ]

  @Test("they hold after creating, opening and reopening", arguments: [0, 1, 2])
  func hold(way: Int) throws {
    let temporary = try TemporaryStore()
    var store = try temporary.open()
    defer { store.close() }
    if way > 0 {
      store.close()
      store = try temporary.open()
    }
    if way > 1 { try store.reopen() }
    try store.transaction { transaction in
      for (name, value) in Self.expected {
        let read = try sqlite(transaction).fetchOne("PRAGMA \(name)") { "\($0[0] ?? "nothing")" }
        #expect(read == value, "\(name)")
      }
    }
  }

  @Test(
    "one that SQLite did not take is an error that names it", arguments: Setting.all.map(\.name))
  func notTaken(name: String) throws {
    let setting = try #require(Setting.all.first { $0.name == name })
    let queue = try DatabaseQueue()
    try queue.writeWithoutTransaction { db in
      let error = try storeError {
        try Setting(setting.name, setting.value, readBack: "never").verify(db)
      }
      guard case .setting(let named, "never", _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(named == name)
    }
  }
}
