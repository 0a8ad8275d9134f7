import SignetAPI

/// All that is to be seen of a workspace.
enum SummaryText {
  static func text(_ summary: WorkspaceSummary, _ times: TimeText, _ style: Style) -> String {
    var fields = Fields()
    fields.add("workspace", summary.id)
    fields.add("current", "version \(summary.current.version), kid \(summary.current.kid)")
    fields.add(
      "created", times.text(summary.current.createdAt) + " by \(summary.current.createdBy)")
    fields.add("last used", times.text(summary.current.lastUsedAt))
    fields.add("rotation due", summary.rotationDueAt.map(times.text))
    fields.add("usage 24 h", summary.usage24h.map(DenialText.usage))
    var sections = [fields.text(style)]
    let warnings = summary.warnings.map { warning in
      style.warning("warning: ") + SafeText.shown(warning.detail) + "\n"
    }
    sections.append(warnings.joined())
    func section(_ title: String, _ text: String) {
      if !text.isEmpty { sections.append(style.heading(title) + "\n" + text) }
    }
    if summary.rotation.active {
      section(
        "Rotation", RotationText.text(summary.rotation, workspace: summary.id, times, style))
    }
    section("Secrets", VersionTable.text(summary.history, times, style))
    section("Settings", SettingsText.text(summary.settings, style))
    section("Activity", AuditTable.text(summary.activity, times, style))
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
