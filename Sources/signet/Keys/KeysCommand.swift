import ArgumentParser

/// The noun `keys`.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "The keys that a verifier gets: get, watch.",
    subcommands: [GetKeys.self, WatchKeys.self])
}
