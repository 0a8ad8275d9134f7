import SignetClient

/// What a verifier holds, may use, must fetch and may claim: all of the contract of leases, without
/// any input or output and with an explicit time (`CLOCK_BOOTTIME`), so that every order of events
/// can be played through. `Keys` is what a fetch brings; the cache never looks into it.
///
/// What it keeps:
/// - Keys are used only within the lease that they were fetched under or found unchanged with. A
///   lease that another takes the place of still gives its right until its own end: the new one
///   inherited what the old one held, and nothing is claimed for it that those keys do not contain.
/// - `holds r` is claimed only if each key set that may be used contains every change up to r; one
///   that could not be used when r was claimed is used only if it contains as much.
/// - An answer contains what had been told when its fetch was sent, and what its own revision says;
///   a change told of while it was on its way is fetched again.
/// - A key set never takes the place of a newer one of the same epoch; another epoch drops all.
struct KeyCache<Keys: Sendable>: Sendable {
  typealias Entry = CachedWorkspace<Keys>

  enum Stream: Sendable, Equatable {
    case closed
    case opening(UInt64)
    case open(UInt64)
    case closing(UInt64)
  }

  let policy: CachePolicy
  var jitter: Jitter

  var lease: HeldLease?
  /// A lease that ran out here; the daemon may still count it for a moment.
  var lapsedLease: String?
  /// Whether the next stream's lease is to take the place of this one.
  var namesPredecessor = true
  /// The epoch, and the newest revision up to which every change has been told.
  var position: EventID?
  /// The most that was ever claimed in this epoch.
  var claimed: UInt64 = 0

  var entries: [String: Entry] = [:]
  /// How often a workspace was dropped.
  var drops = 0
  /// Workspaces to be fetched: because somebody waits or a change was told, and because their lease
  /// is another by now.
  var urgent: Set<String> = []
  var stale: Set<String> = []
  /// The fetches that are on their way, also those whose answer means nothing any more.
  var flights: Set<UInt64> = []
  var fetchGate = Backoff()

  var stream = Stream.closed
  var streamGate = Backoff()
  var isRenewing = false
  var renewalGate = Backoff()
  /// A report is too long for one renewal.
  var hasMoreToReport = false
  var nextSweep = Duration.zero
  var isStopped = false
  private var lastNumber: UInt64 = 0

  init(policy: CachePolicy = CachePolicy(), seed: UInt64) {
    self.policy = policy
    jitter = Jitter(seed: seed)
  }

  mutating func nextNumber() -> UInt64 {
    lastNumber += 1
    return lastNumber
  }

  /// Uses no key any more, and orders nothing.
  mutating func stop() {
    isStopped = true
    entries = [:]
    urgent = []
    stale = []
  }

  /// Until when the keys of this entry may be used; nothing if they may not at all.
  func end(of entry: Entry) -> Duration? {
    guard entry.keys != nil else { return nil }
    switch entry.standing {
    case .none: return nil
    case .current: return lease?.end
    case .former(let until): return until
    }
  }

  func isUsable(_ entry: Entry, at now: Duration) -> Bool {
    end(of: entry).map { now < $0 } ?? false
  }

  /// The greatest revision up to which every key set that may be used contains every change.
  func claim(at now: Duration) -> UInt64 {
    let told = position?.revision ?? 0
    // Whatever lacks a change is urgent.
    return urgent.reduce(told) { least, workspace in
      guard let entry = entries[workspace], let pending = entry.pending,
        isUsable(entry, at: now)
      else { return least }
      return min(least, pending.first - 1)
    }
  }

  /// Puts the workspace where its next fetch is looked for.
  mutating func enlist(_ workspace: String) {
    urgent.remove(workspace)
    stale.remove(workspace)
    guard let entry = entries[workspace], entry.needsFetch else { return }
    if entry.isUrgent { urgent.insert(workspace) } else { stale.insert(workspace) }
  }
}
