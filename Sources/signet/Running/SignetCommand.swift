import ArgumentParser

/// A subcommand that talks to the daemon.
protocol SignetCommand: AsyncParsableCommand {
  var global: GlobalOptions { get }
  /// Who and why; only commands of the admin socket have it.
  var asserted: AssertedOptions? { get }

  func run(_ session: Session) async throws(CommandError)
}

extension SignetCommand {
  var asserted: AssertedOptions? { nil }

  func run() async throws {
    try await run(
      Session(
        socketDirectory: global.directory, timeout: .seconds(global.timeout?.seconds ?? 30),
        isJSON: global.json, zone: global.zone, onBehalfOf: asserted?.onBehalfOf,
        reason: asserted?.reason, console: Console(terminal: .standard)))
  }
}

/// A subcommand of the admin socket.
protocol AdminCommand: SignetCommand {
  var admin: AssertedOptions { get }
}

extension AdminCommand {
  var asserted: AssertedOptions? { admin }
}
