import ArgumentParser
import SignetAPI
import SignetClient

/// `signet status`
struct StatusCommand: SignetCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the daemon's health, through whichever socket is permitted.",
    discussion: """
      With --check it is a check for Nagios, Icinga and the like: one line, and exit
      status 0 fine, 1 with warnings, 2 not serving or not reachable.

        signet status --check --timeout 5s
      """)

  @Flag(help: "Print one line for a monitoring system; exit with 0, 1 or 2. Not with --json.")
  var check = false

  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    guard !check else { return try await runCheck(session) }
    let answer = try await status(session)
    try session.show(answer) { StatusText.text($0, session.times($0.now), session.style) }
    if answer.message.health == .unavailable {
      throw .failed("signetd does not serve", hint: nil)
    }
  }

  private func status(_ session: Session) async throws(CommandError) -> Answer<Status> {
    try await session.firstPermitted([.admin, .verifier, .auditor]) {
      client throws(ClientError) in
      try await client.showStatus()
    }
  }

  private func runCheck(_ session: Session) async throws(CommandError) {
    guard !session.isJSON else { throw .usage("--check prints one line: leave --json out") }
    var check: StatusCheck
    do throws(CommandError) {
      check = StatusCheck(try await status(session).message)
    } catch {
      check = StatusCheck(error)
    }
    do throws(CommandError) {
      try session.console.print(check.line + "\n")
    } catch {
      check = StatusCheck(error)
    }
    if check.verdict != .fine { throw .checked(check.verdict) }
  }
}
