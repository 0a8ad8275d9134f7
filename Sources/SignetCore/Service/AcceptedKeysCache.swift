import Synchronization

/// The accepted keys of the workspaces that verifiers asked for lately: what the hot path reads
/// without the database. Bounded; a workspace that does not fit is read again when asked for.
///
/// It is filled and changed on the committer's thread only, in the order of the commits, so an
/// older set never replaces a newer one.
final class AcceptedKeysCache: Sendable {
  private let capacity: Int
  private let entries = Mutex<[WorkspaceID: AcceptedKeys]>([:])

  init(capacity: Int) { self.capacity = capacity }

  subscript(_ id: WorkspaceID) -> AcceptedKeys? { entries.withLock { $0[id] } }

  func apply(_ changes: [AcceptedChange]) {
    guard !changes.isEmpty else { return }
    entries.withLock { entries in
      for change in changes {
        guard let keys = change.keys else {
          entries[change.workspace] = nil
          continue
        }
        if entries[change.workspace] == nil, entries.count >= capacity,
          let victim = entries.keys.first
        {
          entries[victim] = nil
        }
        entries[change.workspace] = keys
      }
    }
  }

  /// Leaves of each changed workspace what was accepted before and would be after.
  func restrict(to changes: [AcceptedChange]) {
    entries.withLock { entries in
      for change in changes {
        entries[change.workspace] = entries[change.workspace]?.intersection(change.keys)
      }
    }
  }

  func removeAll() { entries.withLock { $0 = [:] } }
}
