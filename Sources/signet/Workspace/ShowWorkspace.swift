import ArgumentParser
import SignetAPI
import SignetClient

/// `signet workspace show`
struct ShowWorkspace: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a workspace: its settings, its secrets' metadata, what happened last.")

  @Argument(help: "The workspace's id.")
  var id: String

  @Option(help: ArgumentHelp("How many of the last audit entries to show.", valueName: "n"))
  var activity: Int = 10

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (0...100).contains(activity) else {
      throw ValidationError("--activity is 0 to 100")
    }
  }

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    let answer = try await session.ask { () throws(ClientError) in
      try await client.showWorkspace(id, activity: activity)
    }
    try session.show(answer) { SummaryText.text($0, session.times($0.now), session.style) }
  }
}
