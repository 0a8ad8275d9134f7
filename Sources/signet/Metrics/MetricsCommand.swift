import ArgumentParser
import SignetAPI
import SignetClient

/// `signet metrics`
struct MetricsCommand: DaemonCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Print the daemon's metrics for Prometheus.",
    discussion: """
      Uses the audit socket. Docs/Monitoring.md says what each metric means, and how
      node_exporter gets them.

        signet metrics
        signet metrics --textfile > signet.prom.new && mv signet.prom.new signet.prom
      """)

  @Flag(help: "Print the older text format, which node_exporter's textfile collector reads.")
  var textfile = false

  @OptionGroup var connection: ConnectionOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.auditor)
    let text = try await session.ask { () throws(ClientError) in try await client.showMetrics() }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
      .map { SafeText.shown(String($0)) }
    let shown = textfile ? TextFormat.lines(of: lines) : lines
    try session.console.print(shown.map { $0 + "\n" }.joined())
  }
}
