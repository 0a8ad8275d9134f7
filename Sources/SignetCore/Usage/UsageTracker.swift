import SignetTokens
import Synchronization

/// What was seen of tokens and is not known to be on the disk. Fed on the hot path: one short lock,
/// and no allocation but for the first of each kind between two flushes.
///
/// Memory is bounded, for verifiers may report any ids: what does not fit is not counted, and leaves
/// a gap that says so.
final class UsageTracker: Sendable {
  struct Limits {
    var workspaces = 16_384
    /// Key ids of one workspace.
    var versions = 16
    /// Key ids that are remembered as used, so that a first use is told from the next.
    var known = 32_768
  }

  struct Entry {
    /// What came since the part on its way was taken.
    var counts = UsageCounts()
    /// A part on its way to the disk; the next one is made only once this is settled.
    var taken: MarkedCounts?
  }

  struct State {
    let session: UInt64
    var parts: UInt64 = 0
    var entries: [WorkspaceID: Entry] = [:]
    /// Used since the start.
    var known: Set<KeyID> = []
    /// The latest of all workspaces, and whether the session's row says so.
    var gap: UsageGap?
    var gapIsStored = true
  }

  let state: Mutex<State>
  private let limits: Limits
  private let urgent = Atomic<Bool>(false)

  /// `session` is drawn at random; `gap` is what the session's row tells of.
  init(session: UInt64, gap: UsageGap?, limits: Limits = Limits()) {
    self.limits = limits
    state = Mutex(State(session: session, gap: gap))
  }

  /// A token that the daemon judged itself, at `time`.
  func note(_ verdict: TokenVerdict, in workspace: WorkspaceID, at time: Timestamp) {
    change(workspace, at: time) { counts in
      switch verdict {
      case .identified(let identity):
        counts.count(.identified, at: time)
        return use(identity.kid, &counts, at: time) {
          $0.use(
            at: time, issuedAt: identity.issuedAt.map { Timestamp(milliseconds: $0) },
            expiry: identity.expiresAt.map { Timestamp(milliseconds: $0) })
        }
      case .rejected(let rejection, _):
        counts.count(.rejected(rejection.reason), at: time)
        // One that is only too old tells nothing of what its signer does now.
        if let kid = rejection.kid, rejection.reason != .expired {
          _ = use(kid, &counts, at: time) { $0.refuse(at: time) }
        }
      case .skipped: skip(1, &counts, at: time)
      }
      return .nothing
    }
  }

  /// Uses that a verifier reports at `time`, which is now; uses after it count as now.
  func note(
    uses: UInt64, of kid: KeyID, in workspace: WorkspaceID, lastUsedAt: Timestamp,
    newestIssuedAt: Timestamp?, latestExpiry: Timestamp?, by verifier: String, at time: Timestamp
  ) {
    guard uses > 0 else { return }
    change(workspace, at: time) { counts in
      counts.count(.identified, uses, at: time)
      return use(kid, &counts, at: time) {
        $0.use(
          uses, at: min(lastUsedAt, time), issuedAt: newestIssuedAt, expiry: latestExpiry,
          by: verifier)
      }
    }
  }

  /// Tokens of another kind that a verifier reports.
  func note(_ count: UInt64, _ kind: TokenKind, in workspace: WorkspaceID, at time: Timestamp) {
    guard count > 0 else { return }
    change(workspace, at: time) { counts in
      if kind == .skipped {
        skip(count, &counts, at: time)
      } else {
        counts.count(kind, count, at: time)
      }
      return .nothing
    }
  }

  func noteAnonymousFetch(of workspace: WorkspaceID, at time: Timestamp) {
    change(workspace, at: time) { counts in
      let isFirst = counts.lastAnonymousFetch == nil
      counts.fetchedAnonymously(at: time)
      return isFirst ? .urgent : .nothing
    }
  }

  /// Uses may be missing, of the workspaces that are named, or of all.
  func note(_ gap: UsageGap, in workspaces: Set<WorkspaceID>? = nil) {
    guard let workspaces else {
      state.withLock { $0.note(gap) }
      return urgent.store(true, ordering: .relaxed)
    }
    for workspace in workspaces {
      change(workspace, at: gap.at) { counts in
        counts.note(gap)
        return .urgent
      }
    }
  }

  /// Whether there is something since the last call that should be on the disk soon: a first use, a
  /// gap, or so much that room is short.
  func takeUrgency() -> Bool { urgent.exchange(false, ordering: .relaxed) }

  /// How soon something should be on the disk.
  private enum Urgency {
    case nothing, urgent
    /// Only where it is the first use of the version since the start.
    case ifFirst(KeyID)
  }

  private func use(
    _ kid: KeyID, _ counts: inout UsageCounts, at time: Timestamp,
    _ change: (inout VersionUsage) -> Void
  ) -> Urgency {
    switch counts.update(kid, limit: limits.versions, change) {
    case .changed: return .nothing
    case .added: return .ifFirst(kid)
    case .refused:
      counts.note(UsageGap(at: time, cause: .tooMuchReported))
      return .nothing
    }
  }

  private func skip(_ count: UInt64, _ counts: inout UsageCounts, at time: Timestamp) {
    counts.count(.skipped, count, at: time)
    counts.note(UsageGap(at: time, cause: .notChecked))
  }

  private func change(
    _ workspace: WorkspaceID, at time: Timestamp, _ body: (inout UsageCounts) -> Urgency
  ) {
    let isUrgent = state.withLock { state in
      if let place = state.entries.index(forKey: workspace) {
        return isDue(body(&state.entries.values[place].counts), &state)
      }
      guard state.entries.count < limits.workspaces else {
        state.note(UsageGap(at: time, cause: .tooMuchReported))
        return true
      }
      var entry = Entry()
      let urgency = body(&entry.counts)
      state.entries[workspace] = entry
      return isDue(urgency, &state) || state.entries.count > limits.workspaces / 2
    }
    if isUrgent { urgent.store(true, ordering: .relaxed) }
  }

  private func isDue(_ urgency: Urgency, _ state: inout State) -> Bool {
    switch urgency {
    case .nothing: return false
    case .urgent: return true
    case .ifFirst(let kid):
      if state.known.count >= limits.known { state.known.removeAll() }
      return state.known.insert(kid).inserted
    }
  }
}

extension UsageTracker.State {
  mutating func note(_ gap: UsageGap) {
    if let own = self.gap, own.at >= gap.at { return }
    self.gap = gap
    gapIsStored = false
  }
}

extension UsageTracker: UsageRecorder {
  func record(_ report: UsageReport, by lease: LeaseID, verifier: String, at now: Timestamp) {
    for use in report.uses {
      guard let workspace = use.workspace else { continue }
      note(
        uses: use.count, of: use.kid, in: workspace, lastUsedAt: use.lastUsedAt,
        newestIssuedAt: use.newestIssuedAt, latestExpiry: use.latestExpiry, by: verifier, at: now)
    }
    for rejected in report.rejections {
      guard let workspace = rejected.workspace else { continue }
      note(rejected.count, rejected.kind, in: workspace, at: now)
    }
  }
}
