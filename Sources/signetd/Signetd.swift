import ArgumentParser
import Glibc
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
      ServeCommand.self, SetupCommand.self, RecoverCommand.self, ConfigCommand.self,
      ReloadCommand.self, TryKeyCommand.self,
    ],
    defaultSubcommand: ServeCommand.self)

  static func main() async {
    // Before the first thread. libdispatch complains in the log of each thread whose priority it may
    // not raise.
    setenv("LIBDISPATCH_LOG", "NO", 1)
    await main(nil)
  }
}
