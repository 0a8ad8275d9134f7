import ArgumentParser
import SignetAPI
import SignetClient

/// `signet secret show`
struct ShowSecrets: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "List the versions of a workspace's secret, without the secrets.")

  @Argument(help: "The workspace's id.")
  var id: String

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    let answer = try await session.ask { () throws(ClientError) in
      try await client.showWorkspace(id, activity: 0)
    }
    guard session.isJSON else {
      let summary = answer.message
      return try session.console.print(
        VersionTable.text(summary.history, session.times(summary.now), session.style))
    }
    guard let summary = try? MessageDecoding.value(of: answer.body),
      case .array(let versions)? = summary.object?["history"]
    else { throw .client(.protocolViolation("the workspace has no history")) }
    try session.printLines(versions)
  }
}
