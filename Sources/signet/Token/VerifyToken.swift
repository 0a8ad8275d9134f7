import ArgumentParser
import SignetAPI
import SignetClient

/// `signet token verify`
struct VerifyToken: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify a token: who is it, or why not. Exits with 65 where it is rejected.",
    discussion: """
      Uses the admin socket, or the verifier socket where that one is not permitted.

        signet token verify acme -           paste it, then Enter
        signet token verify acme - < token.txt
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @Argument(help: "Give - for standard input.")
  var token: String

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    try StandardInput.requireDash(token, for: "the token")
    let request = VerifyRequest(token: try StandardInput.secret("token", session.console))
    let answer = try await session.firstPermitted([.admin, .verifier]) {
      client throws(ClientError) in
      try await client.verifyToken(id, request)
    }
    try session.show(answer) { VerificationText.text($0, session.style) }
    switch answer.message.outcome {
    case .identified, .skipped: return
    case .rejected: throw .tokenRejected
    }
  }
}
