import ArgumentParser
import SignetAPI

/// The command `signet`.
struct Signet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signet",
    abstract: "Identity Secrets: create, reveal, rotate with a grace window, verify, audit.",
    discussion: """
      To rotate a customer's secret:
        signet secret rotate acme --wait     the old one stays accepted for now
        signet secret reveal acme            hand the new one to the customer
        signet rotation show acme            is the old one still in use?
        signet rotation finish acme --wait   end the grace window

      A secret has leaked:
        signet secret identify -             whose is it? (paste it, then Enter)
        signet secret revoke acme 2 --wait   that version is refused; waits until
                                             no verifier accepts it any more

      Exit status: 0 done, 1 refused or failed, 64 usage, 65 token rejected,
      69 daemon unreachable, 75 verifiers behind, 77 not permitted.
      Of status --check: 0, 1, 2.
      """,
    version: Release.version,
    subcommands: [
      WorkspaceCommand.self, SettingsCommand.self, SecretCommand.self, RotationCommand.self,
      KeysCommand.self, ListVerifiers.self, TokenCommand.self, AuditCommand.self,
      StatusCommand.self, MetricsCommand.self,
    ])
}
