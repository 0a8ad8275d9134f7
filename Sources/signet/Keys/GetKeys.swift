import ArgumentParser
import SignetAPI
import SignetClient

/// `signet keys get`
struct GetKeys: SignetCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Fetch the keys that a workspace accepts now, as a verifier does.",
    discussion: """
      Uses the verifier socket, and is in the audit log as a disclosure. The table
      leaves the keys themselves out; --json prints the JWK Set with them. It holds
      no lease, so a command with --wait waits for it, for up to 60 s.

        signet keys get acme
        signet keys get acme --json
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.verifier)
    let fetch = try await session.ask { () throws(ClientError) in
      try await client.fetchKeys(id)
    }
    switch fetch {
    case .keys(let answer):
      try session.show(answer) { text($0, session.times(), session.style) }
    case .notModified:
      throw .client(.protocolViolation("\"not modified\" was not asked for"))
    }
  }

  private func text(_ set: KeySet, _ times: TimeText, _ style: Style) -> String {
    var table = Table("VERSION", "STATE", "KID", "ACCEPTED UNTIL")
    for key in set.keys {
      table.add(
        String(key.version), key.state.rawValue, key.kid, key.acceptUntil.map(times.text) ?? "-")
    }
    var fields = Fields()
    fields.add("enforcement", set.signet.enforcement.rawValue)
    fields.add("require-expiry", String(set.signet.requireExpiry))
    fields.add("max-token-lifetime", set.signet.maxTokenLifetime?.text ?? "none")
    fields.add("clock-skew", set.signet.clockSkew.text)
    fields.add("revision", "\(set.signet.revision) in epoch \(set.signet.epoch)")
    return table.text(style) + "\n" + fields.text(style)
  }
}
