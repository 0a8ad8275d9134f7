import ArgumentParser
import SignetAPI
import SignetClient

/// `signet status`
struct StatusCommand: SignetCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the daemon's health, through whichever socket is permitted.")

  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let answer = try await session.firstPermitted([.admin, .verifier, .auditor]) {
      client throws(ClientError) in
      try await client.showStatus()
    }
    try session.show(answer) { StatusText.text($0, session.times($0.now), session.style) }
    if answer.message.health == .unavailable {
      throw .failed("signetd does not serve", hint: nil)
    }
  }
}
