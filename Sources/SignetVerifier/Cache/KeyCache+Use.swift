extension KeyCache {
  /// Keys that may be used before `end`, and not at it.
  struct Usable {
    let keys: Keys
    let end: Duration
  }

  enum Look {
    case usable(Usable)
    /// They are held, but their lease is over.
    case lapsed(Keys)
    case absent
  }

  /// Whether its keys may be used; with a time, only if they were looked at since.
  func isLoaded(_ workspace: String, since: Duration?, at now: Duration) -> Bool {
    guard let entry = entries[workspace], isUsable(entry, at: now) else { return false }
    guard let since else { return true }
    return entry.lookedAt.map { $0 >= since } ?? false
  }

  /// What may be used of a workspace now. It counts as a use.
  mutating func use(_ workspace: String, at now: Duration) -> Look {
    guard let index = entries.index(forKey: workspace) else { return .absent }
    entries.values[index].lastUsed = now
    guard let keys = entries.values[index].keys else { return .absent }
    guard let end = end(of: entries.values[index]), now < end else { return .lapsed(keys) }
    return .usable(Usable(keys: keys, end: end))
  }

  /// The workspace's keys are to be held from now on. The one not used for longest makes place.
  mutating func want(_ workspace: String, at now: Duration) {
    guard !isStopped else { return }
    if entries[workspace] == nil {
      if entries.count >= policy.capacity { makePlace() }
      entries[workspace] = Entry(usedAt: now)
    } else {
      entries[workspace]?.lastUsed = now
    }
    enlist(workspace)
  }

  /// A look is to be had that is sent now or later, once it is this workspace's turn.
  mutating func recheck(_ workspace: String, at now: Duration) {
    guard !isStopped, entries[workspace] != nil else { return }
    // The latest who waits: a look before is no answer to it.
    entries[workspace]?.recheck = now
    enlist(workspace)
  }

  /// Drops workspaces that nobody has used for long.
  mutating func sweep(at now: Duration) {
    guard now >= nextSweep else { return }
    nextSweep = now + CachePolicy.sweep
    for (workspace, entry) in entries
    where entry.flight == nil && now - entry.lastUsed >= policy.idle {
      drop(workspace)
    }
  }

  mutating func drop(_ workspace: String) {
    entries[workspace] = nil
    drops += 1
    enlist(workspace)
  }

  /// Several at once, so that a full cache is not searched for each newcomer.
  private mutating func makePlace() {
    let oldest = entries.filter { $0.value.flight == nil }
      .sorted { $0.value.lastUsed < $1.value.lastUsed }
      .prefix(max(1, policy.capacity / 16))
    for (workspace, _) in oldest { drop(workspace) }
  }
}
