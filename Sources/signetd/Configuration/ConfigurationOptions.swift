import ArgumentParser
import Foundation

/// The options that say how the daemon is configured.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration's file. (default: \(ConfigurationFile.standardPath), if there is one)",
      valueName: "file"))
  var config: String?

  @Option(help: "Where the sockets are, where no service manager hands them over.")
  var runtimeDir: String?

  @Option(help: "Where the database is.")
  var stateDir: String?

  @Option(help: "A file with the master key, readable by its owner only.")
  var masterKeyFile: String?

  @Option(help: "The least important messages to log: debug, info, warning or error.")
  var logLevel: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Any key of the configuration, such as limits.idleTime=30s. Can be repeated.",
      valueName: "key=value"))
  var assignments: [String] = []

  /// Reads file and environment. Throws what is wrong.
  ///
  /// - Parameter current: the configuration that is to be replaced, at a reload.
  func load(
    reloading current: DaemonConfiguration? = nil
  ) throws(ConfigurationFault) -> DaemonConfiguration {
    try ConfigurationLayers(
      options: try given(), environment: ProcessInfo.processInfo.environment, file: config,
      reloading: current
    ).configuration()
  }

  private func given() throws(ConfigurationFault) -> [ConfigurationKey: String] {
    var given: [ConfigurationKey: String] = [:]
    let named: [(ConfigurationKey, String?)] = [
      (.runtimeDirectory, runtimeDir), (.stateDirectory, stateDir),
      (.masterKeyFile, masterKeyFile), (.logLevel, logLevel),
    ]
    for (key, value) in named { given[key] = value }
    for assignment in assignments {
      let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let key = ConfigurationKey(rawValue: String(parts[0])) else {
        throw .unknownOption(String(parts.first ?? ""))
      }
      guard given.updateValue(String(parts[1]), forKey: key) == nil else { throw .twice(key) }
    }
    return given
  }
}
