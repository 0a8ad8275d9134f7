import ArgumentParser
import SignetAPI
import SignetClient
import SignetJSON

/// `signet token sign`
struct SignToken: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Sign a token for a test with a workspace's current secret.",
    discussion: """
      Claims come from the options, or as a JSON object from standard input.

        signet token sign acme --user-id u1 --email u1@example.com --expires-in 1h
        echo '{"userId": "u1", "plan": "pro"}' | signet token sign acme -
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @Argument(help: "Give - to read the claims from standard input.")
  var claims: String?

  @Option(help: "The claim userId.")
  var userId: String?

  @Option(help: "The claim email.")
  var email: String?

  @Option(help: "The claim name.")
  var name: String?

  @Option(help: ArgumentHelp("Add iat and exp.", valueName: "duration"))
  var expiresIn: APIDuration?

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let options = [userId, email, name].compactMap(\.self)
    if claims != nil, !options.isEmpty {
      throw ValidationError("give the claims as options or on standard input, not both")
    }
    if claims == nil, userId == nil {
      throw ValidationError("give --user-id, or - to read the claims from standard input")
    }
  }

  func run(_ session: Session) async throws(CommandError) {
    let request = SignTokenRequest(claims: try readClaims(), expiresIn: expiresIn)
    let client = session.client(.admin)
    let answer = try await session.ask { () throws(ClientError) in
      try await client.signToken(id, request)
    }
    try session.show(answer) { $0.token.exposed + "\n" }
  }

  private func readClaims() throws(CommandError) -> JSONObject {
    guard let claims else {
      let members = [("userId", userId), ("email", email), ("name", name)]
      return JSONObject(
        members.compactMap { name, value in
          value.map { JSONMember(name: name, value: .string($0)) }
        })
    }
    try StandardInput.requireDash(claims, for: "a set of claims")
    let bytes = try StandardInput.all(limit: StandardInput.limit)
    do {
      return try MessageDecoding.decode(JSONObject.self, from: bytes)
    } catch {
      throw .badInput("the claims on standard input: \(error.detail)")
    }
  }
}
