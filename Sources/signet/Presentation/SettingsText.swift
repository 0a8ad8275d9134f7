import SignetAPI

/// The settings of a workspace, under the names that the options of `settings set` have.
enum SettingsText {
  static func text(_ settings: Settings, _ style: Style) -> String {
    var fields = Fields()
    fields.add("enforcement", settings.enforcement.rawValue)
    fields.add("require-expiry", String(settings.requireExpiry))
    fields.add("max-token-lifetime", settings.maxTokenLifetime?.text ?? "none")
    fields.add("clock-skew", settings.clockSkew.text)
    fields.add("default-grace", settings.defaultGrace.text)
    fields.add("rotate-every", settings.rotateEvery?.text ?? "none")
    fields.add("reveal-requires-reason", String(settings.revealRequiresReason))
    return fields.text(style)
  }
}
