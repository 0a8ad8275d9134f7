// What is on its way to the disk. One flush at a time.
extension UsageTracker {
  /// What a reader adds to the stored counts.
  struct Reading {
    /// On its way: counts unless the stored ones have its mark.
    let taken: MarkedCounts?
    let counts: UsageCounts
    /// Of all workspaces.
    let gap: UsageGap?
  }

  /// What is known of a workspace and is on its way to the disk.
  struct Part: Equatable {
    let workspace: WorkspaceID
    let counts: MarkedCounts

    init(_ workspace: WorkspaceID, _ counts: MarkedCounts) {
      self.workspace = workspace
      self.counts = counts
    }
  }

  func reading(of workspace: WorkspaceID) -> Reading {
    state.withLock { state in
      let entry = state.entries[workspace]
      return Reading(taken: entry?.taken, counts: entry?.counts ?? UsageCounts(), gap: state.gap)
    }
  }

  var isEmpty: Bool { state.withLock { $0.entries.isEmpty && $0.gapIsStored } }

  /// The workspaces with something that is not known to be on the disk.
  var workspaces: [WorkspaceID] { state.withLock { Array($0.entries.keys) } }

  /// Parts of these workspaces for the disk. A part stays, and is what is taken again, until it is
  /// settled.
  func take(_ workspaces: some Sequence<WorkspaceID>) -> [Part] {
    state.withLock { state in
      workspaces.compactMap { workspace in
        state.entries.index(forKey: workspace).map { Part(workspace, state.take(at: $0)) }
      }
    }
  }

  /// The parts are on the disk.
  func settle(_ parts: some Sequence<Part>) {
    state.withLock { state in
      for part in parts {
        guard let place = state.entries.index(forKey: part.workspace),
          state.entries.values[place].taken?.mark == part.counts.mark
        else { continue }
        if state.entries.values[place].counts.isEmpty {
          state.entries.remove(at: place)
        } else {
          state.entries.values[place].taken = nil
        }
      }
    }
  }

  /// A gap of all workspaces that the session's row does not tell of yet.
  var unstoredGap: UsageGap? { state.withLock { $0.gapIsStored ? nil : $0.gap } }

  /// The session's row tells of `gap`.
  func stored(_ gap: UsageGap) {
    state.withLock { if $0.gap == gap { $0.gapIsStored = true } }
  }
}

extension UsageTracker.State {
  fileprivate mutating func take(
    at place: Dictionary<WorkspaceID, UsageTracker.Entry>.Index
  ) -> MarkedCounts {
    if let taken = entries.values[place].taken { return taken }
    parts += 1
    let part = MarkedCounts(
      mark: UsageMark(session: session, number: parts), counts: entries.values[place].counts)
    entries.values[place].taken = part
    entries.values[place].counts = UsageCounts()
    return part
  }
}
