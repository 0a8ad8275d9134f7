import ArgumentParser
import Foundation
import Logging
import SignetAPI
import SignetServer

/// The daemon's command line.
@main
struct Signetd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signetd",
    abstract: "Keeps the Identity Secrets of workspaces and serves them over Unix sockets.",
    discussion: """
      Serves RUNTIME-DIR/{admin,verifier,audit}/signet.sock until SIGTERM or SIGINT. The database \
      is STATE-DIR/signet.db, made at the first start.

      The master key, 32 raw bytes or 64 hexadecimal digits, comes from the systemd credential \
      master-key or from --master-key-file. Without it the database cannot be opened by anybody.
      """,
    version: "signetd \(Release.version)")

  @Option(help: "Where the sockets are.")
  var runtimeDir = "/run/signet"

  @Option(help: "Where the database is.")
  var stateDir = "/var/lib/signet"

  @Option(help: "A file with the master key, readable by its owner only.")
  var masterKeyFile: String?

  @Option(help: "The least important messages to log: debug, info, warning or error.")
  var logLevel = LogLevel.info

  enum LogLevel: String, ExpressibleByArgument, CaseIterable {
    case debug, info, warning, error
  }

  func run() async throws {
    let logger = StandardErrorLog.logger(level: logLevel.rawValue)
    do {
      let daemon = try await Daemon(
        runtimeDirectory: runtimeDir, stateDirectory: stateDir, masterKeyFile: masterKeyFile,
        logger: logger)
      try await daemon.serve()
    } catch let refusal as StartError {
      FileHandle.standardError.write(Data(refusal.text.utf8))
      throw ExitCode(1)
    }
  }
}
