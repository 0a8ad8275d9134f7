import ArgumentParser
import SignetAPI

/// The daemon's command line.
@main
struct Signetd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signetd",
    abstract: "Keeps the Identity Secrets of workspaces and serves them over Unix sockets.",
    discussion: "Without a subcommand it serves: see signetd help serve, and signetd(8).",
    version: "signetd \(Release.version)",
    subcommands: [
      Serve.self, Setup.self, Recover.self, ConfigCommand.self, ReloadCommand.self, TryKey.self,
    ],
    defaultSubcommand: Serve.self)
}
