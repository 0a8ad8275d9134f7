import ArgumentParser
import SignetClient

/// `signet rotation show`
struct ShowRotation: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the grace window, and whether the old secret is still needed.")

  @Argument(help: "The workspace's id.")
  var id: String

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    let answer = try await session.ask { () throws(ClientError) in
      try await client.showRotation(id)
    }
    try session.show(answer) { rotation in
      RotationText.text(rotation, workspace: id, session.times(), session.style)
    }
  }
}
