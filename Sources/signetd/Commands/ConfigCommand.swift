import ArgumentParser

/// `signetd config`
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check the configuration, or show what would be in force.",
    subcommands: [CheckConfig.self, ShowConfig.self])
}
