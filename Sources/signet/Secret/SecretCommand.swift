import ArgumentParser

/// The noun `secret`.
struct SecretCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secret",
    abstract: "A workspace's secrets: show, reveal, rotate, revoke, identify.",
    subcommands: [
      ShowSecrets.self, RevealSecret.self, RotateSecret.self, RevokeSecret.self,
      IdentifySecret.self,
    ])
}
