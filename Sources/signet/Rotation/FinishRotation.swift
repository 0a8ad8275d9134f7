import ArgumentParser
import SignetClient

/// `signet rotation finish`
struct FinishRotation: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "End the grace window now: only the new secret is accepted.",
    discussion: """
      Look first whether the old secret is still in use:

        signet rotation show acme
        signet rotation finish acme
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var repeating: RepeatOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    let answer = try await session.change(key: repeating.idempotencyKey) {
      options throws(ClientError) in
      try await client.finishRotation(id, options: options)
    }
    try session.show(answer) { change in
      ChangeText.text(change, did: "finished the rotation of", session.times(change.now))
    }
  }
}
