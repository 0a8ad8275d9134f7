import ArgumentParser
import SignetAPI
import SignetClient

/// `signet secret identify`
struct IdentifySecret: AdminCommand {
  static let configuration = CommandConfiguration(
    commandName: "identify",
    abstract: "Tell whose secret this is: for one that was found somewhere.",
    discussion: """
        signet secret identify -             paste it, then Enter
        signet secret identify - < found.txt
      """)

  @Argument(help: "Give - for standard input.")
  var secret: String

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    try StandardInput.requireDash(secret, for: "the secret")
    let text = try StandardInput.secret("secret", session.console)
    let client = session.client(.admin)
    let answer = try await session.ask { () throws(ClientError) in
      try await client.identifySecret(IdentifyRequest(secret: text))
    }
    try session.show(answer) { self.text($0, session.style) }
  }

  private func text(_ answer: IdentifyAnswer, _ style: Style) -> String {
    guard answer.matches.isEmpty else {
      var table = Table("WORKSPACE", "VERSION", "STATE", "KID")
      for match in answer.matches {
        table.add(match.workspace, String(match.version), match.state, match.kid ?? "-")
      }
      return table.text(style)
    }
    return switch answer.format {
    case .generated: "no workspace has or had this secret, though it looks like one of Signet's\n"
    case .mistyped:
      "mistyped or cut off: it looks like one of Signet's, but its check digits differ\n"
    case .other: "no workspace has or had this secret\n"
    }
  }
}
