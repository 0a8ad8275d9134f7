import ArgumentParser
import SignetAPI

/// The settings as options. Each takes "default", which is `null` in the merge patch.
struct SettingsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What becomes of a visitor with a bad token: off (not checked), optional (anonymous), required (denied).",
      valueName: "mode"))
  var enforcement: String?

  @Option(help: ArgumentHelp("Tokens must have exp.", valueName: "true|false"))
  var requireExpiry: String?

  @Option(
    help: ArgumentHelp("How long a token may last: 1m to 30d, or none.", valueName: "duration"))
  var maxTokenLifetime: String?

  @Option(help: ArgumentHelp("How far clocks may differ: 0s to 10m.", valueName: "duration"))
  var clockSkew: String?

  @Option(
    help: ArgumentHelp(
      "How long an old secret stays accepted after a rotation: 0s to 30d.", valueName: "duration"))
  var defaultGrace: String?

  @Option(
    help: ArgumentHelp(
      "Remind of a rotation this often: 1d to 730d, or none.", valueName: "duration"))
  var rotateEvery: String?

  @Option(help: ArgumentHelp("A reveal needs --reason.", valueName: "true|false"))
  var revealRequiresReason: String?

  var isEmpty: Bool {
    [
      enforcement, requireExpiry, maxTokenLifetime, clockSkew, defaultGrace, rotateEvery,
      revealRequiresReason,
    ].allSatisfy { $0 == nil }
  }

  func validate() throws {
    do {
      _ = try patch()
    } catch .usage(let text) {
      throw ValidationError(text)
    }
  }

  /// Throws `usage` for a value that cannot be read; ranges are the daemon's to check.
  func patch() throws(CommandError) -> SettingsPatch {
    var patch = SettingsPatch()
    patch.enforcement = try change(enforcement, "--enforcement", "off, optional or required") {
      Enforcement(rawValue: $0)
    }
    patch.requireExpiry = try flag(requireExpiry, "--require-expiry")
    patch.maxTokenLifetime = try duration(
      maxTokenLifetime, "--max-token-lifetime", orNone: true)
    patch.clockSkew = try duration(clockSkew, "--clock-skew")
    patch.defaultGrace = try duration(defaultGrace, "--default-grace")
    patch.rotateEvery = try duration(rotateEvery, "--rotate-every", orNone: true)
    patch.revealRequiresReason = try flag(revealRequiresReason, "--reveal-requires-reason")
    return patch
  }

  private func flag(_ text: String?, _ name: String) throws(CommandError) -> Change<Bool> {
    try change(text, name, "true or false") { Bool($0) }
  }

  /// Those that may be none have none as their default.
  private func duration(
    _ text: String?, _ name: String, orNone: Bool = false
  ) throws(CommandError) -> Change<APIDuration> {
    if orNone, text == "none" { return .reset }
    let expected = "a duration such as 90s, 24h or 30d" + (orNone ? ", or none" : "")
    return try change(text, name, expected) { APIDuration($0) }
  }

  private func change<Value>(
    _ text: String?, _ name: String, _ expected: String, _ read: (String) -> Value?
  ) throws(CommandError) -> Change<Value> {
    guard let text else { return .unchanged }
    if text == "default" { return .reset }
    guard let value = read(text) else {
      throw .usage("\(name) is \(expected), or default")
    }
    return .set(value)
  }
}
