import SignetAudit
import SignetCrypto
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("rows that were sealed by this format's first version")
struct GoldenRowTests {
  private func openKeyring() throws -> Keyring {
    try Keyring(opening: GoldenRows.keyring.bytesOfHex, under: try TestService.masterKey(0x4D))
  }

  @Test("a keyring still opens under its master key")
  func keyring() throws {
    let keyring = try openKeyring()
    #expect(keyring.generation == 1)
    #expect(keyring.epoch.description == GoldenRows.epoch)
    #expect(try keyring.tag(of: try workspaceID()).bytes == GoldenRows.tag.bytesOfHex)
    #expect(try keyring.tag(.secret, Array("a".utf8)) != keyring.tag(.kid, Array("a".utf8)))
  }

  @Test("a ledger still opens to what it said")
  func ledger() throws {
    let row = LedgerRow(writes: 5, generation: 1, sealed: GoldenRows.ledger.bytesOfHex)
    let ledger = try openKeyring().open(row)
    #expect(ledger == (try GoldenRows.ledgerContent(try openKeyring())))
  }

  @Test("a reservation still opens to what it said")
  func reservation() throws {
    let keyring = try openKeyring()
    let row = ReservationRow(
      tag: try keyring.tag(.secret, Array("s".utf8)), owner: try keyring.tag(of: try workspaceID()),
      revision: 9, generation: 1, sealed: GoldenRows.reservation.bytesOfHex)
    #expect(try keyring.open(row) == Reservation(workspace: try workspaceID(), version: 3))
  }

  @Test("a tombstone still opens to what it said")
  func tombstone() throws {
    let keyring = try openKeyring()
    let row = TombstoneRow(
      tag: try keyring.tag(of: try workspaceID()), revision: 9, generation: 1,
      sealed: GoldenRows.tombstone.bytesOfHex)
    #expect(try keyring.open(row) == (try GoldenRows.tombstoneContent()))
  }

  @Test("a workspace still opens to what it said")
  func workspace() throws {
    let keyring = try openKeyring()
    let row = WorkspaceRow(
      tag: try keyring.tag(of: try workspaceID("acme:eu")), created: 2, revision: 6,
      nextDeadline: (ManualClock.start + .hours(27)).milliseconds, generation: 1,
      wrappedKey: GoldenRows.wrappedKey.bytesOfHex, record: GoldenRows.record.bytesOfHex)
    let opened = try keyring.open(row).workspace
    #expect(opened.encode().bytes == (try RecordEncodingTests.everything().encode().bytes))
  }

  @Test("an entry of the log still opens behind its link")
  func audit() throws {
    let keyring = try openKeyring()
    let row = AuditRow(
      sequence: 1, time: ManualClock.start.milliseconds,
      workspace: try keyring.tag(of: try workspaceID()), link: GoldenRows.auditLink.bytesOfHex,
      sealed: GoldenRows.audit.bytesOfHex)
    let start = try keyring.auditStart()
    let encoded = try keyring.open(row, after: start.link.bytes)
    let entry = try AuditEntry(decoding: encoded)
    #expect(entry.action == .secretRotate)
    #expect(entry.workspace == "acme")
    #expect(try start.link.next(encoded).bytes == row.link)
  }
}

extension String {
  /// The bytes of hexadecimal digits.
  fileprivate var bytesOfHex: [UInt8] {
    let digits = utf8.map { $0 < 58 ? $0 - 48 : $0 - 87 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
