/// Fetches without a lease: each lets its process use the workspace's keys for one lease's duration.
/// Bounded: of the workspaces that were fetched longest ago no more is remembered than the latest time,
/// which then counts for every workspace.
struct AnonymousFetches {
  static let defaultCapacity = 16_384

  private let capacity: Int
  private var latest: [WorkspaceID: Duration] = [:]
  /// The latest fetch of any workspace that is no longer remembered by itself.
  private var elsewhere: Duration?
  /// Until when fetches from before the start may count, of any workspace.
  private let inherited: Duration?

  init(capacity: Int = defaultCapacity, inheritedUntil: Duration? = nil) {
    self.capacity = capacity
    inherited = inheritedUntil
  }

  mutating func enter(_ workspace: WorkspaceID, at now: Duration) {
    if latest[workspace] == nil, latest.count >= capacity { forgetOldest() }
    latest[workspace] = now
  }

  /// Half of them at once, so that room costs little where it is needed again and again.
  private mutating func forgetOldest() {
    let times = latest.values.sorted()
    let limit = times[times.count / 2]
    elsewhere = later(elsewhere, limit)
    latest = latest.filter { $0.value > limit }
  }

  /// When the workspace was fetched last since the start, or later.
  func latest(of workspace: WorkspaceID) -> Duration? { later(latest[workspace], elsewhere) }

  /// The end of the latest anonymous lease on the workspace.
  func end(of workspace: WorkspaceID) -> Duration? {
    later(inherited, latest(of: workspace).map { $0 + LeaseTable.duration })
  }

  /// The end of the latest of all.
  var end: Duration? {
    let all = later(elsewhere, latest.values.max())
    return later(inherited, all.map { $0 + LeaseTable.duration })
  }
}
