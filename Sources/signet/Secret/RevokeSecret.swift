import ArgumentParser
import SignetAPI
import SignetClient

/// `signet secret revoke`
struct RevokeSecret: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Refuse a leaked secret from now on, without a grace window.",
    discussion: """
      Revoking the current secret makes a new one at once. Tokens signed with the
      revoked one are rejected, so the customer must deploy the new secret. Asks
      first.

        signet secret revoke acme current --wait --reason "found on GitHub"
        signet secret revoke acme 3 --yes --wait
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @Argument(help: ArgumentHelp("A version's number, current or retiring.", valueName: "version"))
  var selector: SecretSelector

  @Option(help: ArgumentHelp("Do it only if this version is current.", valueName: "version"))
  var expectedVersion: UInt32?

  @OptionGroup var waiting: WaitOptions
  @OptionGroup var confirming: ConfirmOptions
  @OptionGroup var admin: AssertedOptions
  @OptionGroup var repeating: RepeatOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    try Confirmation(
      question: "Revoke \(subject) of \(id)? Its tokens are rejected from then on; "
        + "\(Self.delay).",
      expected: .yes
    ).ask(isGiven: confirming.yes, session.console)
    let client = session.client(.admin)
    let request = RevokeRequest(
      expectedVersion: expectedVersion, wait: waiting.inRequest(session))
    let answer = try await session.change(key: repeating.idempotencyKey) {
      options throws(ClientError) in
      try await client.revokeSecret(id, selector, request, options: options)
    }
    try session.show(answer) { change in
      // Where it was refused already, nobody follows anything.
      let isNew = !(change.ended ?? []).isEmpty
      return ChangeText.text(change, did: "revoked \(subject) of", session.times(change.now))
        + (isNew && !waiting.wait ? Self.delay + "\n" : "")
        + (waiting.wait ? "" : ChangeText.next(["signet secret reveal \(id)"]))
    }
    try await waiting.follow(
      answer.message.propagation, session, client, next: ["signet secret reveal \(id)"])
  }

  /// As long as a verifier may use a key set.
  private static let delay =
    "verifiers that keep keys of their own follow at once, or within 65 s use none"

  private var subject: String {
    switch selector {
    case .current: "the current secret"
    case .retiring: "the retiring secret"
    case .version(let number): "version \(number)"
    }
  }
}
