import SignetAPI

/// Audit entries, one a line.
enum AuditTable {
  static func text(_ entries: [AuditEntry], _ times: TimeText, _ style: Style) -> String {
    var table = Table("SEQ", "WHEN", "WHO", "ACTION", "WORKSPACE", "VERSION", "OUTCOME", "REASON")
    for entry in entries {
      table.add(
        String(entry.sequence), times.text(entry.at), who(entry.actor), entry.action,
        entry.workspace ?? "-", entry.version.map(String.init) ?? "-", outcome(entry),
        entry.reason ?? "-")
    }
    return table.text(style)
  }

  /// "alice (uid 1000) for user:bob@example.com".
  static func who(_ actor: Actor) -> String {
    var text =
      switch (actor.user, actor.uid) {
      case (let user?, let uid?): "\(user) (uid \(uid))"
      case (nil, let uid?): "uid \(uid)"
      case (let user?, nil): user
      case (nil, nil): "signetd"
      }
    if let human = actor.onBehalfOf { text += " for \(human)" }
    return text
  }

  private static func outcome(_ entry: AuditEntry) -> String {
    guard let code = entry.code else {
      // Shown before every verifier accepted it: what an auditor looks for.
      let isOverride = entry.details?["override"] == .string("true")
      return entry.outcome.rawValue + (isOverride ? " (override)" : "")
    }
    return "\(entry.outcome.rawValue): \(code)"
  }
}
