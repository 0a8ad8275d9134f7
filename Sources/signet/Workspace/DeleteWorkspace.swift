import ArgumentParser
import SignetAPI
import SignetClient

/// `signet workspace delete`
struct DeleteWorkspace: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Destroy a workspace and its keys, for ever.",
    discussion: """
      Its tokens are rejected from then on, and its id can never be used again. Asks for the id.

        signet workspace delete acme --reason "contract ended"
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @OptionGroup var waiting: WaitOptions
  @OptionGroup var confirming: ConfirmOptions
  @OptionGroup var admin: AssertedOptions
  @OptionGroup var repeating: RepeatOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    try Confirmation.requireAnswerable(isGiven: confirming.yes, session.console)
    let client = session.client(.admin)
    let summary = try await session.ask { () throws(ClientError) in
      try await client.showWorkspace(id, activity: 0)
    }
    try Confirmation(
      question: "Workspace \(id) and its keys are destroyed, and its id is never used again.",
      expected: .word(id)
    ).ask(isGiven: confirming.yes, session.console)
    let answer = try await session.change(key: repeating.idempotencyKey, ifMatch: summary.eTag) {
      options throws(ClientError) in
      try await client.deleteWorkspace(
        id, wait: waiting.inRequest(session), options: options)
    }
    try session.show(answer) { "deleted \(SafeText.shown($0.workspace))\n" }
    try await waiting.follow(answer.message.propagation, session, client)
  }
}
