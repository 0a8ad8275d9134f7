import ArgumentParser
import SignetAPI
import SignetClient

/// `signet secret reveal`
struct RevealSecret: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: "Print a secret and one newline; the audit log keeps who saw it.",
    discussion: """
        signet secret reveal acme
        signet secret reveal acme retiring --reason "customer lost it"
        signet secret reveal acme | ssh customer 'cat > identity-secret'
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @Argument(help: ArgumentHelp("A version's number, current or retiring.", valueName: "version"))
  var selector: SecretSelector = .current

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    let answer = try await session.ask { () throws(ClientError) in
      try await client.revealSecret(id, selector)
    }
    try session.show(answer, RevealText.text)
    if session.console.terminal.errorIsTerminal, !session.isJSON {
      session.console.note("version \(answer.message.version), kid \(answer.message.kid)\n")
    }
  }
}
