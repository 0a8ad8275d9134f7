import SignetCrypto
import Synchronization

/// The accepted keys of the workspaces that verifiers asked for lately: what the hot path reads
/// without the database. Bounded in number and in locked memory; a workspace that does not fit is
/// read again when asked for.
///
/// It is filled and changed on the committer's thread only, in the order of the commits, so an
/// older set never replaces a newer one.
final class AcceptedKeysCache: Sendable {
  private struct Content {
    var entries: [WorkspaceID: AcceptedKeys] = [:]
    /// Locked bytes that the entries hold.
    var bytes = 0

    subscript(_ id: WorkspaceID) -> AcceptedKeys? {
      get { entries[id] }
      set {
        bytes -= entries[id]?.lockedBytes ?? 0
        bytes += newValue?.lockedBytes ?? 0
        entries[id] = newValue
      }
    }
  }

  private let capacity: Int
  /// Half of the locked memory: the other half is for whoever changes and reveals.
  private let byteCapacity: Int
  private let content = Mutex(Content())

  init(capacity: Int, byteCapacity: Int = SecureHeap.size / 2) {
    self.capacity = capacity
    self.byteCapacity = byteCapacity
  }

  subscript(_ id: WorkspaceID) -> AcceptedKeys? { content.withLock { $0.entries[id] } }

  func apply(_ changes: [AcceptedChange]) {
    guard !changes.isEmpty else { return }
    content.withLock { content in
      for change in changes {
        content[change.workspace] = nil
        guard let keys = change.keys else { continue }
        while content.entries.count >= capacity
          || content.bytes + keys.lockedBytes > byteCapacity,
          let victim = content.entries.keys.first
        {
          content[victim] = nil
        }
        content[change.workspace] = keys
      }
    }
  }

  /// Leaves of each changed workspace what was accepted before and would be after.
  func restrict(to changes: [AcceptedChange]) {
    content.withLock { content in
      for change in changes {
        content[change.workspace] = content[change.workspace]?.intersection(change.keys)
      }
    }
  }

  func removeAll() { content.withLock { $0 = Content() } }
}
