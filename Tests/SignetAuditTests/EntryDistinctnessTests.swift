import SignetAudit
import Testing

@Suite("Different entries have different bytes")
struct EntryDistinctnessTests {
  typealias Change = @Sendable (inout AuditEntry) -> Void

  /// Entries that would look alike to an encoding that forgot a length, a kind or an absence.
  static let changes: [(String, Change)] = [
    ("nothing", { _ in }),
    ("sequence", { $0.sequence += 1 }),
    (
      "sequence and time swapped",
      { ($0.sequence, $0.time) = (UInt64($0.time), Int64($0.sequence)) }
    ),
    ("time", { $0.time += 1 }),
    ("time before 1970", { $0.time = -$0.time }),
    ("salt", { $0.salt[15] ^= 1 }),
    ("the daemon itself", { $0.actor = .system }),
    ("uid", { $0.edit { $0.uid = 1002 } }),
    ("uid and gid swapped", { $0.edit { ($0.uid, $0.gid) = ($0.gid, $0.uid) } }),
    ("user absent", { $0.edit { $0.user = nil } }),
    ("user empty", { $0.edit { $0.user = "" } }),
    ("group absent", { $0.edit { $0.group = nil } }),
    ("group empty", { $0.edit { $0.group = "" } }),
    ("user and group swapped", { $0.edit { ($0.user, $0.group) = ($0.group, $0.user) } }),
    ("end of user in group", { $0.edit { ($0.user, $0.group) = ("alic", "esignet-admin") } }),
    ("user in group's place", { $0.edit { ($0.user, $0.group) = (nil, "alice") } }),
    ("group in user's place", { $0.edit { ($0.user, $0.group) = ("signet-admin", nil) } }),
    ("pid", { $0.edit { $0.pid = -4242 } }),
    ("on behalf of nobody", { $0.edit { $0.onBehalfOf = nil } }),
    ("on behalf of an empty name", { $0.edit { $0.onBehalfOf = "" } }),
    ("role", { $0.role = .auditor }),
    ("action", { $0.action = .secretReveal }),
    ("workspace absent", { $0.workspace = nil }),
    ("workspace empty", { $0.workspace = "" }),
    ("workspace longer", { $0.workspace = "acme\0" }),
    ("version absent", { $0.version = nil }),
    ("version 0", { $0.version = 0 }),
    ("denied", { $0.outcome = .denied(code: "a") }),
    ("failed", { $0.outcome = .failed(code: "a") }),
    ("denied without a code", { $0.outcome = .denied(code: "") }),
    ("failed without a code", { $0.outcome = .failed(code: "") }),
    ("end of code in request id", { ($0.outcome, $0.requestID) = (.denied(code: "ar"), "eq") }),
    ("request id empty", { $0.requestID = "" }),
    ("end of request id in reason", { ($0.requestID, $0.reason) = ("re", "qwhy") }),
    ("reason absent", { $0.reason = nil }),
    ("reason empty", { $0.reason = "" }),
    ("reason in workspace's place", { ($0.workspace, $0.reason) = ("why", "acme") }),
    ("revision absent", { $0.revision = nil }),
    ("revision 0", { $0.revision = 0 }),
    ("no details", { $0.details = [] }),
    ("detail's name and value swapped", { $0.details = [.init(name: "24h", value: "grace")] }),
    ("end of name in value", { $0.details = [.init(name: "grac", value: "e24h")] }),
    ("detail's value empty", { $0.details = [.init(name: "grace24h", value: "")] }),
    ("detail's name empty", { $0.details = [.init(name: "", value: "grace24h")] }),
    (
      "one detail as two",
      { $0.details = [.init(name: "grace", value: ""), .init(name: "", value: "24h")] }
    ),
    ("the same detail twice", { $0.details += $0.details }),
    (
      "two details",
      { $0.details = [.init(name: "a", value: "b"), .init(name: "c", value: "d")] }
    ),
    (
      "two details in the other order",
      { $0.details = [.init(name: "c", value: "d"), .init(name: "a", value: "b")] }
    ),
  ]

  @Test("no two rows of the table have the same bytes, and none is equal to another")
  func distinct() {
    let entries = Self.changes.map { (name, change) in
      var entry = sampleEntry()
      change(&entry)
      return (name, entry)
    }
    for (index, (name, entry)) in entries.enumerated() {
      for (otherName, other) in entries[(index + 1)...] {
        #expect(entry.encoded() != other.encoded(), "\(name) and \(otherName)")
        #expect(entry != other, "\(name) and \(otherName)")
      }
    }
  }

  @Test("each row of the table survives the round trip")
  func roundTrip() throws {
    for (name, change) in Self.changes {
      var entry = sampleEntry()
      change(&entry)
      let decoded = try AuditEntry(decoding: entry.encoded())
      #expect(decoded == entry && decoded.actor == entry.actor, "\(name)")
    }
  }
}

extension AuditEntry {
  fileprivate mutating func edit(_ change: (inout AuditPeer) -> Void) {
    guard case .peer(var peer) = actor else { return }
    change(&peer)
    actor = .peer(peer)
  }
}
