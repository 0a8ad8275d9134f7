import ArgumentParser
import SignetClient

/// `signet settings show`
struct ShowSettings: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a workspace's security settings.")

  @Argument(help: "The workspace's id.")
  var id: String

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    let answer = try await session.ask { () throws(ClientError) in
      try await client.showSettings(id)
    }
    try session.show(answer) { SettingsText.text($0, session.style) }
  }
}
