import ArgumentParser
import Glibc

/// `signetd`, `signetd serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the sockets until SIGTERM or SIGINT. What signetd does without a subcommand.",
    discussion: """
      Serves the sockets that the service manager hands over, else its own, which are \
      RUNTIME-DIR/{admin,verifier,audit}/signet.sock. The database is STATE-DIR/signet.db, made at \
      the first start. SIGHUP reads the configuration again.

      The master key, 32 raw bytes or 64 hexadecimal digits, comes from the systemd credential \
      master-key or from --master-key-file. Without it the database cannot be opened by anybody.
      """)

  @OptionGroup var options: ConfigurationOptions

  func run() async throws {
    // Untrapped it would end a daemon that is about to read its configuration anyway.
    signal(SIGHUP, SIG_IGN)
    let configuration: DaemonConfiguration
    do throws(ConfigurationFault) {
      configuration = try options.load()
    } catch {
      Log(level: .info).refuse(.configuration(error))
      throw ExitCode(1)
    }
    let log = Log(level: configuration.logLevel)
    let daemon: Daemon
    do throws(StartError) {
      daemon = try await Daemon(configuration, options: options, log: log)
    } catch {
      log.refuse(error)
      throw ExitCode(1)
    }
    try await daemon.serve()
  }
}
