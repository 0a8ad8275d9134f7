import ArgumentParser

/// A subcommand that talks to the daemon.
protocol DaemonCommand: AsyncParsableCommand {
  var connection: ConnectionOptions { get }
  /// How the answer is shown; nothing where there is one way.
  var form: GlobalOptions? { get }
  /// Who and why; only commands of the admin socket have it.
  var asserted: AssertedOptions? { get }

  func run(_ session: Session) async throws(CommandError)
}

extension DaemonCommand {
  var form: GlobalOptions? { nil }
  var asserted: AssertedOptions? { nil }

  func run() async throws {
    try await run(
      Session(
        socketDirectory: connection.directory,
        timeout: .seconds(connection.timeout?.seconds ?? 30),
        isJSON: form?.json ?? false, zone: form?.zone ?? .local,
        onBehalfOf: asserted?.onBehalfOf, reason: asserted?.reason,
        console: Console(terminal: .standard)))
  }
}
