public import SignetCore

extension Principal {
  public static let admin = Principal(
    uid: 1000, gid: 1000, user: "alice", group: "signet-admin", pid: 4711, role: .admin)
  public static let otherAdmin = Principal(
    uid: 1001, gid: 1000, user: "bob", group: "signet-admin", pid: 4712, role: .admin)
  public static let verifier = Principal(
    uid: 2000, gid: 2000, user: "chat", group: "signet-verify", pid: 4713, role: .verifier)
  public static let auditor = Principal(
    uid: 3000, gid: 3000, user: "carol", group: "signet-audit", pid: 4714, role: .auditor)
}
