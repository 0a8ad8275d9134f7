import SignetAPI
import SignetCore
import SignetCrypto
import SignetTokens

extension APIHandler {
  /// How long a reveal waits for verifiers that are behind, where it does not say.
  private static let revealWait = Duration.seconds(5)

  func revealSecret(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let message = try call.message(RevealRequest.self)
    let operation = RevealSecret(id: try call.workspace(), version: try call.version())
    let wait = try call.wait(message.wait) ?? Self.revealWait
    let revealed = try await refusing { () async throws(SignetError) in
      try await self.service.reveal(
        operation, wait: wait, override: message.override ?? false, as: call.principal,
        context: call.context)
    }
    return HTTPResponse(
      Answer.ok, body: DisclosureBody.revealed(revealed), wipeAfterWrite: true)
  }

  func revokeSecret(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let message = try call.message(RevokeRequest.self)
    return try await change(
      RevokeSecret(
        id: try call.workspace(), version: try call.version(),
        expectedVersion: message.expectedVersion), call, wait: try call.wait(message.wait))
  }

  /// A text that no secret can be is answered too: what was found somewhere may be anything.
  func identifySecret(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let text = Array(try call.message(IdentifyRequest.self).secret.exposed.utf8)
    let format: IdentifyAnswer.Format =
      switch SecretShape.of(text) {
      case .generated: .generated
      case .mistyped: .mistyped
      case .foreign: .other
      }
    let matches = try await perform(IdentifySecret(text: try Self.locked(text)), call)
    return try Answer.message(
      IdentifyAnswer(
        format: format,
        matches: matches.map {
          .init(
            workspace: $0.workspace.text, version: $0.version, kid: $0.kid?.text, state: $0.state)
        }))
  }

  private static func locked(_ text: [UInt8]) throws(Problem) -> SecretBytes {
    do throws(CryptoError) {
      return try SecretBytes(copying: text)
    } catch {
      throw Problem(SignetError.unavailable(.crypto("\(error)")))
    }
  }
}
