import ArgumentParser

/// The noun `settings`.
struct SettingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "A workspace's security settings: show, set.",
    subcommands: [ShowSettings.self, SetSettings.self])
}
