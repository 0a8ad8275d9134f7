import ArgumentParser
import SignetAPI
import SignetClient

/// `signet workspace create`
struct CreateWorkspace: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a workspace with its first secret.",
    discussion: """
      Signet draws the secret, unless one is given. It is not printed: reveal it.

        signet workspace create acme
        signet workspace create acme --enforcement required --default-grace 48h
        signet workspace create acme --secret - < secret.txt
      """)

  @Argument(help: "The workspace's id: \(APILimits.workspaceInWords).")
  var id: String

  @OptionGroup var ownSecret: OwnSecretOptions
  @OptionGroup(title: "Settings") var settings: SettingsOptions
  @OptionGroup var admin: AssertedOptions
  @OptionGroup var repeating: RepeatOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let patch = try settings.patch()
    let request = CreateWorkspaceRequest(
      id: id, settings: patch.isEmpty ? nil : patch,
      ownSecret: try ownSecret.read(session.console))
    let client = session.client(.admin)
    let answer = try await session.change(key: repeating.idempotencyKey) {
      options throws(ClientError) in
      try await client.createWorkspace(request, options: options)
    }
    try session.show(answer) { change in
      ChangeText.text(change, did: "created", session.times(change.now))
        + ChangeText.next(["signet secret reveal \(id)"])
    }
  }
}
