import ArgumentParser
import SignetAPI
import SignetClient

/// `signet secret reveal`
struct RevealSecret: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: "Print a secret and one newline; the audit log keeps who saw it.",
    discussion: """
      A new secret is shown once every verifier accepts it: for that it waits 5 s, or
      with --wait as long as it takes.

        signet secret reveal acme
        signet secret reveal acme retiring --reason "customer lost it"
        signet secret reveal acme | ssh customer 'cat > identity-secret'
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @Argument(help: ArgumentHelp("A version's number, current or retiring.", valueName: "version"))
  var selector: SecretSelector = .current

  @Flag(help: "Wait until every verifier accepts the secret, at most 65s.")
  var wait = false

  @Flag(
    help: "Show it at once; verifiers that are behind may still reject tokens signed with it.")
  var override = false

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if wait, override { throw ValidationError("give --wait or --override, not both") }
  }

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    let answer = try await session.ask { () throws(ClientError) in
      try await client.revealSecret(
        id, selector,
        RevealRequest(wait: wait ? WaitOptions.enough : nil, override: override ? true : nil))
    }
    try session.show(answer, RevealText.text)
    if session.console.terminal.errorIsTerminal, !session.isJSON {
      session.console.note("version \(answer.message.version), kid \(answer.message.kid)\n")
    }
  }
}
