/// What a workspace has to be, by the answers that were given: the lifecycle as SECRETS.md says it,
/// written down a second time.
struct ModelWorkspace {
  let id: String
  /// Of version 1, 2, 3 …
  var states = ["current"]
  var clockSkew = 60
  /// That of the last answered change.
  var revision = 0
  /// The secrets that were revealed, by version.
  var secrets: [Int: String] = [:]

  var current: Int { (states.lastIndex(of: "current") ?? -1) + 1 }
  var retiring: Int? { states.lastIndex(of: "retiring").map { $0 + 1 } }

  private mutating func set(_ version: Int, _ state: String) { states[version - 1] = state }

  mutating func apply(_ change: CrashChange) {
    switch change {
    case .create, .reschedule, .reveal, .keys: ()
    case .rotate(let grace):
      set(current, grace == 0 ? "retired" : "retiring")
      states.append("current")
    case .finish: retiring.map { set($0, "retired") }
    case .rollback(let revoke):
      guard let old = retiring else { return }
      set(current, revoke ? "revoked" : "retiring")
      set(old, "current")
    case .revokeCurrent:
      set(current, "revoked")
      states.append("current")
    case .revokeRetiring: retiring.map { set($0, "revoked") }
    case .settings(let skew): clockSkew = skew
    }
  }

  /// What differs; nil where nothing does.
  func difference(from summary: JSON) -> String? {
    let states = summary["history"].items.reversed().map { $0["state"].string ?? "" }
    let skew =
      clockSkew.isMultiple(of: 60) && clockSkew > 0 ? "\(clockSkew / 60)m" : "\(clockSkew)s"
    if states != self.states { return "\(id): states \(states) instead of \(self.states)" }
    if summary["settings"]["clockSkew"].string != skew {
      return "\(id): \(summary["settings"]["clockSkew"]) instead of \(skew)"
    }
    if summary["revision"].integer != revision {
      return "\(id): revision \(summary["revision"]) instead of \(revision)"
    }
    if summary["current"]["version"].integer != current {
      return "\(id): version \(summary["current"]["version"]) instead of \(current)"
    }
    return nil
  }
}
