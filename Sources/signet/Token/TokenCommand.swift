import ArgumentParser

/// The noun `token`.
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Identity tokens: sign one for a test, verify one.",
    subcommands: [SignToken.self, VerifyToken.self])
}
