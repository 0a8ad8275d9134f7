import SignetTokens

/// What is known of the use of a workspace's secrets, or a part of it that is to be merged.
struct UsageCounts: Equatable, Sendable {
  struct Version: Equatable, Sendable {
    let kid: KeyID
    var usage: VersionUsage
  }

  private(set) var versions: [Version] = []
  private(set) var hours = HourlyCounts()
  /// When a key set was last fetched without a lease: who did reports nothing.
  private(set) var lastAnonymousFetch: Timestamp?
  private(set) var gap: UsageGap?

  init() {}

  init(
    versions: [Version], hours: HourlyCounts, lastAnonymousFetch: Timestamp?, gap: UsageGap?
  ) {
    self.versions = versions
    self.hours = hours
    self.lastAnonymousFetch = lastAnonymousFetch
    self.gap = gap
  }

  var isEmpty: Bool {
    versions.isEmpty && hours.isEmpty && lastAnonymousFetch == nil && gap == nil
  }

  subscript(kid: KeyID) -> VersionUsage? { versions.first { $0.kid == kid }?.usage }

  mutating func count(_ kind: TokenKind, _ tokens: UInt64 = 1, at time: Timestamp) {
    hours.add(tokens, kind, at: time)
  }

  mutating func fetchedAnonymously(at time: Timestamp) { lastAnonymousFetch.raise(to: time) }

  mutating func note(_ gap: UsageGap) { self.gap.raise(to: gap) }

  enum Update: Equatable {
    case changed, added
    /// Nothing was changed: as many other versions are there as may be.
    case refused
  }

  /// Changes what is known of a version.
  mutating func update(
    _ kid: KeyID, limit: Int = .max, _ change: (inout VersionUsage) -> Void
  ) -> Update {
    if let place = versions.firstIndex(where: { $0.kid == kid }) {
      change(&versions[place].usage)
      return .changed
    }
    guard versions.count < limit else { return .refused }
    var usage = VersionUsage()
    change(&usage)
    versions.append(Version(kid: kid, usage: usage))
    return .added
  }

  mutating func merge(_ other: UsageCounts) {
    for version in other.versions { _ = update(version.kid) { $0.merge(version.usage) } }
    hours.merge(other.hours)
    lastAnonymousFetch.raise(to: other.lastAnonymousFetch)
    gap.raise(to: other.gap)
  }

  mutating func removeVersions(where isGone: (KeyID) throws -> Bool) rethrows {
    try versions.removeAll { try isGone($0.kid) }
  }
}
