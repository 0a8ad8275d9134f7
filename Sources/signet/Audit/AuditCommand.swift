import ArgumentParser

/// The noun `audit`.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "The audit log: list, verify.",
    subcommands: [ListAudit.self, VerifyAudit.self])
}
