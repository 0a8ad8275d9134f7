import ArgumentParser
import SignetAPI
import SignetClient

/// `signet verifiers`
struct ListVerifiers: AdminCommand {
  static let configuration = CommandConfiguration(
    commandName: "verifiers",
    abstract: "List the verifiers that hold a lease, and how far behind each is.",
    discussion: """
      LAG counts the changes that a verifier has not followed yet; a verifier that stops
      answering may use no key once its lease has run out.

        signet verifiers
        signet verifiers --json | jq -r 'select(.lag > 0) | .verifier'
      """)

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    let answer = try await session.ask { () throws(ClientError) in
      try await client.listVerifiers()
    }
    try session.printItems(of: answer.body)
    if !session.isJSON { try session.console.print(text(answer.message.items, session)) }
  }

  private func text(_ leases: [VerifierLease], _ session: Session) -> String {
    guard !leases.isEmpty else { return "no verifier holds a lease\n" }
    let times = session.times()
    var table = Table(
      "VERIFIER", "ACCOUNT", "PID", "HOLDS", "LAG", "STREAM", "REPORTED", "RUNS OUT", "FOR", "LEASE"
    )
    for lease in leases.sorted(by: { ($0.verifier, $0.lease) < ($1.verifier, $1.lease) }) {
      table.add(
        lease.verifier, lease.user ?? "uid \(lease.uid)", String(lease.pid),
        String(lease.holds), String(lease.lag), lease.connected ? "open" : "lost",
        lease.reportedAt.map(times.distance) ?? "never", times.distance(to: lease.expiresAt),
        lease.workspaces.map { $0.joined(separator: ",") } ?? "all", lease.lease)
    }
    return table.text(session.style)
  }
}
