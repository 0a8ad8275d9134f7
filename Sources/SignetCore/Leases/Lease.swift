/// One verifier's permission to use keys, as the table keeps it. Times are on the clock that suspends
/// count on.
struct Lease: Sendable {
  let id: LeaseID
  let verifier: String
  let uid: UInt32
  let user: String?
  let pid: Int32
  let since: Timestamp
  /// The workspaces that it is for; nil: all.
  let workspaces: Set<WorkspaceID>?
  /// Every key set that the verifier may use was loaded at this revision or later, or nothing that
  /// concerns it has changed between the two.
  var holds: UInt64
  /// It is over at this moment.
  var expiresAt: Duration
  /// Event streams that are open for it.
  var streams = 0
  var reported: LeaseFacts.Reported?
  /// Where its row lies that does not open: nothing is known of it but that.
  var unreadableRow: LookupTag?

  func isLive(at now: Duration) -> Bool { now < expiresAt }

  /// `workspace` nil: what may be any.
  func concerns(_ workspace: WorkspaceID?) -> Bool {
    guard let workspaces, let workspace else { return true }
    return workspaces.contains(workspace)
  }
}

extension Lease {
  init(_ saved: SavedLease, holds: UInt64, expiresAt: Duration) {
    self.init(
      id: saved.id, verifier: saved.verifier, uid: saved.uid, user: saved.user, pid: saved.pid,
      since: saved.since, workspaces: saved.workspaces, holds: holds, expiresAt: expiresAt)
  }
}

/// A lease that ran out.
struct EndedLease: Sendable {
  let lease: Lease
  var at: Duration { lease.expiresAt }
}
