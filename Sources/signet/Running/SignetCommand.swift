/// A subcommand whose answer can be shown as JSON or text, with times in either zone.
protocol SignetCommand: DaemonCommand {
  var global: GlobalOptions { get }
}

extension SignetCommand {
  var connection: ConnectionOptions { global.connection }
  var form: GlobalOptions? { global }
}

/// A subcommand of the admin socket.
protocol AdminCommand: SignetCommand {
  var admin: AssertedOptions { get }
}

extension AdminCommand {
  var asserted: AssertedOptions? { admin }
}
