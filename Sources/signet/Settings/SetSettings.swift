import ArgumentParser
import SignetClient

/// `signet settings set`
struct SetSettings: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change a workspace's security settings.",
    discussion: """
      What is not named stays as it is; "default" sets a setting back to its default.

        signet settings set acme --enforcement required
        signet settings set acme --rotate-every 90d --max-token-lifetime 1h
        signet settings set acme --clock-skew default
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @OptionGroup(title: "Settings") var settings: SettingsOptions
  @OptionGroup var admin: AssertedOptions
  @OptionGroup var repeating: RepeatOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if settings.isEmpty { throw ValidationError("name at least one setting to change") }
  }

  func run(_ session: Session) async throws(CommandError) {
    let patch = try settings.patch()
    let client = session.client(.admin)
    let before = try await session.ask { () throws(ClientError) in
      try await client.showSettings(id)
    }
    let answer = try await session.change(key: repeating.idempotencyKey, ifMatch: before.eTag) {
      options throws(ClientError) in
      try await client.updateSettings(id, patch, options: options)
    }
    try session.show(answer) { SettingsText.text($0, session.style) }
  }
}
