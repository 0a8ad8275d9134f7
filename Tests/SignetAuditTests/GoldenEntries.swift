import SignetAudit
import Testing

/// An entry with the bytes and the link that it must have for ever. Both were made by a program of
/// their own from the description of the encoding, not by the code under test.
struct GoldenEntry: CustomTestStringConvertible {
  let testDescription: String
  let entry: AuditEntry
  let bytes: [UInt8]
  /// The link of this entry after those of the entries before it in `all`.
  let link: [UInt8]

  static let genesis = hex("4aa25ff69c485f4378010beb93c3fe4f78ba22bc62bc5defa96a634b924c28ba")

  static let system = GoldenEntry(
    testDescription: "by the daemon itself",
    entry: AuditEntry(
      sequence: 1, time: 1_750_000_000_000, actor: .system, role: .system, action: .databaseCreate,
      outcome: .allowed, requestID: "", revision: 1, salt: salt(from: 0)),
    bytes: hex(
      "000000157369676e657420617564697420656e74727920763100000010000102030405060708090a"
        + "0b0c0d0e0f0000000000000001000001977420dc0002040000006500000100000000000100000000"
        + "0000000100000000"),
    link: hex("b545cf244ce98e625977b464eb816f1467d5e53e14b40ecd3ebf59f0784c8a46"))

  static let everyField = GoldenEntry(
    testDescription: "with every field",
    entry: AuditEntry(
      sequence: 2, time: 1_750_000_000_001,
      actor: .peer(
        AuditPeer(
          uid: 1000, gid: 1001, user: "alice", group: "signet-admin", pid: 4242,
          onBehalfOf: "user:zoë@example.com")),
      role: .admin, action: .secretRotate, workspace: "acme-42", version: 2, outcome: .allowed,
      requestID: "req-7f3a", reason: "customer asked", revision: 2,
      details: [
        AuditDetail(name: "acceptUntil", value: "2025-06-16T15:06:40.001Z"),
        AuditDetail(name: "grace", value: "24h"),
      ],
      salt: salt(from: 16)),
    bytes: hex(
      "000000157369676e657420617564697420656e74727920763100000010101112131415161718191a"
        + "1b1c1d1e1f0000000000000002000001977420dc0101000003e8000003e90100000005616c696365"
        + "010000000c7369676e65742d61646d696e000010920100000015757365723a7a6fc3ab406578616d"
        + "706c652e636f6d0100000192010000000761636d652d3432010000000201000000087265712d3766"
        + "3361010000000e637573746f6d65722061736b6564010000000000000002000000020000000b6163"
        + "63657074556e74696c00000018323032352d30362d31365431353a30363a34302e3030315a000000"
        + "05677261636500000003323468"),
    link: hex("edee9b8985e58970a986194a08f5a200265c48e45461e3efac250d08dc0c95d4"))

  static let denied = GoldenEntry(
    testDescription: "a denial of a peer without names",
    entry: AuditEntry(
      sequence: 3, time: -1,
      actor: .peer(AuditPeer(uid: .max, gid: 0, pid: -1)),
      role: .verifier, action: .routeRefuse, outcome: .denied(code: "not_found"),
      requestID: "req-7f3b", details: [AuditDetail(name: "path", value: "")],
      salt: salt(from: 32)),
    bytes: hex(
      "000000157369676e657420617564697420656e74727920763100000010202122232425262728292a"
        + "2b2c2d2e2f0000000000000003ffffffffffffffff01ffffffff000000000000ffffffff00020000"
        + "0385000002000000096e6f745f666f756e64000000087265712d3766336200000000000100000004"
        + "7061746800000000"),
    link: hex("4078dffdd451a7b15494cb5232fd571f6d0bf42c3d2170a0890570354588ba12"))

  static let failed = GoldenEntry(
    testDescription: "a failure with the largest numbers and empty texts",
    entry: AuditEntry(
      sequence: .max, time: .min,
      actor: .peer(
        AuditPeer(uid: 0, gid: .max - 1, user: "", group: "", pid: 1, onBehalfOf: "")),
      role: .auditor, action: .secretRotate, workspace: "", version: .max,
      outcome: .failed(code: "rotation_active"), requestID: "r", reason: "", revision: .max,
      salt: salt(from: 240)),
    bytes: hex(
      "000000157369676e657420617564697420656e74727920763100000010f0f1f2f3f4f5f6f7f8f9fa"
        + "fbfcfdfeffffffffffffffffff80000000000000000100000000fffffffe01000000000100000000"
        + "0000000101000000000300000192010000000001ffffffff030000000f726f746174696f6e5f6163"
        + "746976650000000172010000000001ffffffffffffffff00000000"),
    link: hex("9b1e9cec82c228e9d5f60434f10d5b8fb527920c397819f2e5245b39c7162c9e"))

  static let all = [system, everyField, denied, failed]
}
