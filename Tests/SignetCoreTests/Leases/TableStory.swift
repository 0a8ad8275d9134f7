import SignetTestSupport
import Testing

@testable import SignetCore

/// A lease table with a time of its own, for tests of the rules alone.
final class TableStory {
  private static let entropy = SeededEntropy(77)
  static let start = Duration.seconds(1000)

  var table: LeaseTable
  var now = TableStory.start
  private var nextWait = 0

  init(
    at revision: UInt64 = 10, mayBeKnown: Bool = false,
    bounds: LeaseTable.Bounds = LeaseTable.Bounds()
  ) {
    table = LeaseTable(at: revision, now: now, mayBeKnown: mayBeKnown, bounds: bounds)
  }

  var newest: UInt64 { table.ring.newest }

  func pass(_ time: Duration) {
    now += time
    table.sweep(now: now)
  }

  /// Commits the next revision, of a workspace.
  @discardableResult
  func publish(_ workspace: String, introduces: UInt32? = nil) throws -> UInt64 {
    let revision = newest + 1
    table.publish(
      revision: revision, workspace: try workspaceID(workspace), introduces: introduces, now: now)
    return revision
  }

  static func saved(
    _ verifier: String = "chat", uid: UInt32 = 2000, workspaces: [String]? = nil, holds: UInt64 = 0
  ) throws -> SavedLease {
    SavedLease(
      id: try LeaseID.generate(from: entropy), verifier: verifier, uid: uid, user: "chat",
      pid: 4713, since: ManualClock.start,
      workspaces: try workspaces.map { Set(try $0.map { try workspaceID($0) }) }, holds: holds,
      boot: "boot")
  }

  func grant(
    _ verifier: String = "chat", uid: UInt32 = 2000, workspaces: [String]? = nil,
    replacing: LeaseID? = nil
  ) throws -> LeaseGrant {
    let saved = try Self.saved(verifier, uid: uid, workspaces: workspaces)
    _ = try table.prepareGrant(
      uid: uid, workspaces: saved.workspaces, replacing: replacing, now: now)
    return try table.grant(saved, replacing: replacing, now: now)
  }

  @discardableResult
  func renew(
    _ lease: LeaseID, holds: UInt64, uid: UInt32 = 2000
  ) throws(SignetError) -> LeaseRenewed {
    try table.renew(lease, holds: holds, uid: uid, now: now)
  }

  func fetch(
    _ workspace: String, lease: LeaseID? = nil, uid: UInt32 = 2000
  ) throws {
    try table.admitFetch(of: try workspaceID(workspace), lease: lease, uid: uid, now: now)
  }

  func isLive(_ lease: LeaseID) -> Bool { table.isLive(lease, now: now) }

  func propagation(of revision: UInt64) throws(SignetError) -> LeaseTable.Propagation {
    try table.propagation(of: revision, now: now)
  }

  /// Begins a wait for a revision as the service does. Answers its number, nil where it is over at once.
  func wait(for revision: UInt64, atMost limit: Duration = .seconds(65)) throws -> Int? {
    nextWait += 1
    let change = try table.change(revision)
    let begins = table.beginWait(
      nextWait, revision: revision, workspace: change.workspace,
      anonymousUntil: change.anonymousUntil, deadline: now + limit, now: now)
    return begins ? nextWait : nil
  }

  func isOver(_ wait: Int) -> Bool {
    table.finishWaits(now: now)
    return table.finished.contains(wait)
  }
}
