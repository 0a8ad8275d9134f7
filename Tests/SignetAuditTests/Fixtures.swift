import SignetAudit
import SignetCrypto

/// The bytes that hexadecimal digits stand for. A slip of the pen in a test stops the test.
func hex(_ digits: String) -> [UInt8] {
  let digits = Array(digits.utf8)
  precondition(digits.count % 2 == 0, "an odd number of digits")
  return stride(from: 0, to: digits.count, by: 2).map { index in
    guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)
    else { preconditionFailure("not hexadecimal") }
    return byte
  }
}

/// 16 bytes that count up from `first`.
func salt(from first: UInt8) -> [UInt8] { (0..<16).map { first &+ $0 } }

/// An entry with all that a request can say, to be changed field by field.
func sampleEntry(sequence: UInt64 = 7) -> AuditEntry {
  AuditEntry(
    sequence: sequence, time: 1_750_000_000_000,
    actor: .peer(
      AuditPeer(
        uid: 1000, gid: 1001, user: "alice", group: "signet-admin", pid: 4242,
        onBehalfOf: "user:bob")),
    role: .admin, action: .secretRotate, workspace: "acme", version: 2, outcome: .allowed,
    requestID: "req", reason: "why", revision: 9,
    details: [AuditDetail(name: "grace", value: "24h")],
    salt: salt(from: UInt8(truncatingIfNeeded: sequence)))
}

/// An entry as a store keeps it.
struct Row {
  var sequence: UInt64
  var entry: [UInt8]
  var link: AuditLink
}

let epoch: [UInt8] = (0xa0..<0xb0).map { $0 }

/// The first `count` rows of a log, as they should be.
func rows(_ count: UInt64, epoch: [UInt8] = epoch) throws -> [Row] {
  var link = try AuditLink.genesis(epoch: epoch)
  return try (1...count).map { sequence in
    let entry = sampleEntry(sequence: sequence).encoded()
    link = try link.next(entry)
    return Row(sequence: sequence, entry: entry, link: link)
  }
}

/// The rows with each link computed anew from `index` on: what a forger does who has all the keys.
func relinked(_ rows: [Row], from index: Int) throws -> [Row] {
  var rows = rows
  var link = index == 0 ? try AuditLink.genesis(epoch: epoch) : rows[index - 1].link
  for index in rows.indices[index...] {
    link = try link.next(rows[index].entry)
    rows[index].link = link
  }
  return rows
}
