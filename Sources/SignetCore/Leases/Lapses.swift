/// When leases ran out without having been released, for each workspace that they concerned. Bounded:
/// where there are too many, the latest counts for every workspace.
struct Lapses {
  static let capacity = 16_384

  private var everywhere: Duration?
  private var byWorkspace: [WorkspaceID: Duration] = [:]

  /// `workspaces` nil: all of them.
  mutating func note(_ workspaces: Set<WorkspaceID>?, at end: Duration) {
    guard let workspaces else {
      everywhere = later(everywhere, end)
      return
    }
    for workspace in workspaces { byWorkspace[workspace] = later(byWorkspace[workspace], end) }
    guard byWorkspace.count > Self.capacity else { return }
    everywhere = later(everywhere, byWorkspace.values.max())
    byWorkspace = [:]
  }

  func latest(of workspace: WorkspaceID) -> Duration? {
    later(everywhere, byWorkspace[workspace])
  }
}
