import ArgumentParser
import SignetAPI
import SignetClient

/// `signet rotation rollback`
struct RollBackRotation: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Make the old secret current again; only in the grace window.",
    discussion: """
      The new secret stays accepted for the rest of the grace window, or with
      --revoke is refused at once.

        signet rotation rollback acme --reason "customer's deploy failed"
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @Flag(help: "Refuse the new secret from now on.")
  var revoke = false

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var repeating: RepeatOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    let request = RollbackRequest(revoke: revoke ? true : nil)
    let answer = try await session.change(key: repeating.idempotencyKey) {
      options throws(ClientError) in
      try await client.rollbackRotation(id, request, options: options)
    }
    try session.show(answer) { change in
      ChangeText.text(change, did: "rolled back", session.times(change.now))
    }
  }
}
