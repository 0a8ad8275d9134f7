import ArgumentParser
import SignetAPI
import SignetClient

/// `signet settings set`
struct SetSettings: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change a workspace's security settings.",
    discussion: """
      What is not named stays as it is; "default" sets a setting back to its default.

      Before enforcement becomes required it shows what of the last 24 hours would
      have been denied, and asks.

        signet settings set acme --enforcement required
        signet settings set acme --rotate-every 90d --max-token-lifetime 1h
        signet settings set acme --clock-skew default
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @OptionGroup(title: "Settings") var settings: SettingsOptions
  @OptionGroup var confirming: ConfirmOptions
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
    if patch.enforcement == .set(.required), before.message.enforcement != .required {
      try await confirmDenials(session, client)
    }
    let answer = try await session.change(key: repeating.idempotencyKey, ifMatch: before.eTag) {
      options throws(ClientError) in
      try await client.updateSettings(id, patch, options: options)
    }
    try session.show(answer) { SettingsText.text($0, session.style) }
  }

  /// Whom it will turn away is better seen before than heard of.
  private func confirmDenials(
    _ session: Session, _ client: SignetClient
  ) async throws(CommandError) {
    let summary = try await session.ask { () throws(ClientError) in
      try await client.showWorkspace(id, activity: 0)
    }
    session.console.note(DenialText.preview(summary.message, session.console.terminal.errorStyle))
    try Confirmation(
      question: "Deny visitors of \(id) who come without a good token?", expected: .yes
    ).ask(isGiven: confirming.yes, session.console)
  }
}
