import SignetAPI

/// The daemon's health.
enum StatusText {
  static func text(_ status: Status, _ times: TimeText, _ style: Style) -> String {
    var fields = Fields()
    fields.add("version", status.version)
    fields.add("socket", status.role.rawValue)
    fields.add("started", status.startedAt.map(times.text))
    fields.add("epoch", status.epoch)
    fields.add("revision", String(status.revision))
    fields.add("workspaces", status.counts?.workspaces.map(String.init))
    fields.add("rotating", status.counts?.rotating.map(String.init))
    fields.add("rotation due", status.counts?.rotationDue.map(String.init))
    fields.add("audit entries", status.counts?.auditEntries.map(String.init))
    let warnings = status.warnings.map { warning in
      style.warning("warning: ") + SafeText.shown(warning.detail) + "\n"
    }
    return heading(status.health, style) + "\n" + fields.text(style) + warnings.joined()
  }

  private static func heading(_ health: Status.Health, _ style: Style) -> String {
    switch health {
    case .serving: style.good("serving")
    case .degraded: style.warning("serving, but not well")
    case .unavailable: style.bad("not serving")
    }
  }
}
