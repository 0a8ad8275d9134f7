import ArgumentParser
import SignetAPI
import SignetClient

/// `signet secret rotate`
struct RotateSecret: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Make a new secret; the old one stays accepted for a grace window.",
    discussion: """
      The new secret is not printed, unless with --reveal.

        signet secret rotate acme
        signet secret rotate acme --grace 7d --reason "yearly rotation"
        signet secret rotate acme --secret - < secret.txt
        NEW=$(signet secret rotate acme --wait --reveal)

      During a grace window it is refused: finish that first, or give --force to
      revoke the old secret at once.
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @Option(
    help: ArgumentHelp(
      "How long the old secret stays accepted: 0s to 30d (default: the setting default-grace).",
      valueName: "duration"))
  var grace: APIDuration?

  @Option(help: ArgumentHelp("Do it only if this version is current.", valueName: "version"))
  var expectedVersion: UInt32?

  @Flag(help: "Revoke a secret that is still in its grace window; needs --expected-version.")
  var force = false

  @Flag(help: "Print the new secret on standard output, and all else on standard error.")
  var reveal = false

  @OptionGroup var waiting: WaitOptions
  @OptionGroup var ownSecret: OwnSecretOptions
  @OptionGroup var confirming: ConfirmOptions
  @OptionGroup var admin: AssertedOptions
  @OptionGroup var repeating: RepeatOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if force, expectedVersion == nil {
      throw ValidationError("--force needs --expected-version, so that a repetition does no harm")
    }
  }

  func run(_ session: Session) async throws(CommandError) {
    if force {
      try Confirmation(
        question: "Revoke the secret of \(id) that is in its grace window, and rotate?",
        expected: .yes
      ).ask(isGiven: confirming.yes, session.console)
    }
    let request = RotateRequest(
      grace: grace, ownSecret: try ownSecret.read(session.console),
      expectedVersion: expectedVersion, force: force ? true : nil,
      wait: waiting.inRequest(session))
    let client = session.client(.admin)
    let answer = try await session.change(key: repeating.idempotencyKey) {
      options throws(ClientError) in
      try await client.rotateSecret(id, request, options: options)
    }
    let text = ChangeText.text(
      answer.message, did: "rotated", session.times(answer.message.now))
    guard reveal else {
      try session.show(answer) { change in
        text + (waiting.wait ? "" : ChangeText.next(nextCommands(change)))
      }
      return try await waiting.follow(
        answer.message.propagation, session, client, next: nextCommands(answer.message))
    }
    if session.isJSON { try session.show(answer) { _ in "" } } else { session.console.note(text) }
    try await waiting.follow(answer.message.propagation, until: .leases, session, client)
    try session.show(try await revealed(answer.message.current.version, session), RevealText.text)
  }

  /// The rotation is made by now: who is told to wait must not rotate again.
  private func revealed(
    _ version: UInt32, _ session: Session
  ) async throws(CommandError) -> Answer<RevealedSecret> {
    let client = session.client(.admin)
    do {
      return try await session.ask { () throws(ClientError) in
        try await client.revealSecret(
          id, .version(version), RevealRequest(wait: waiting.wait ? WaitOptions.enough : nil))
      }
    } catch .client(.problem(let problem)) where problem.knownCode == .verifiersBehind {
      throw .incomplete(
        "some verifiers do not accept the new secret yet: \(PropagationText.names(problem.behind))",
        hint: "the rotation is made; show the secret with: signet secret reveal \(id) --wait")
    }
  }

  private func nextCommands(_ change: RotationChange) -> [String] {
    ["signet secret reveal \(id)"]
      + (change.rotation.active
        ? ["signet rotation show \(id)", "signet rotation finish \(id)"] : [])
  }
}
