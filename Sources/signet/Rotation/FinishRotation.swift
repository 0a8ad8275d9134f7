import ArgumentParser
import SignetAPI
import SignetClient

/// `signet rotation finish`
struct FinishRotation: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "End the grace window now: only the new secret is accepted.",
    discussion: """
      Look first whether the old secret is still in use:

        signet rotation show acme
        signet rotation finish acme --wait
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @OptionGroup var waiting: WaitOptions
  @OptionGroup var admin: AssertedOptions
  @OptionGroup var repeating: RepeatOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    let request = FinishRequest(wait: waiting.inRequest(session))
    let answer = try await session.change(key: repeating.idempotencyKey) {
      options throws(ClientError) in
      try await client.finishRotation(id, request, options: options)
    }
    try session.show(answer) { change in
      ChangeText.text(change, did: "finished the rotation of", session.times(change.now))
    }
    try await waiting.follow(answer.message.propagation, session, client)
  }
}
