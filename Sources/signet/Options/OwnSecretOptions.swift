import ArgumentParser
import SignetAPI

/// A secret of the customer's own, read from the standard input.
struct OwnSecretOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Use the secret on standard input (give -).", valueName: "-"))
  var secret: String?

  @Option(help: ArgumentHelp("Use the JWK on standard input (give -).", valueName: "-"))
  var jwk: String?

  func validate() throws {
    if secret != nil, jwk != nil { throw ValidationError("give --secret or --jwk, not both") }
  }

  /// Nothing where Signet is to draw one.
  func read(_ console: Console) throws(CommandError) -> OwnSecret? {
    if let secret {
      try StandardInput.requireDash(secret, for: "the secret")
      return .secret(try StandardInput.secret("secret", console))
    }
    if let jwk {
      try StandardInput.requireDash(jwk, for: "the JWK")
      let bytes = try StandardInput.all(limit: StandardInput.limit)
      do {
        return .jwk(try MessageDecoding.decode(SymmetricJWK.self, from: bytes))
      } catch {
        throw .badInput("the JWK on standard input: \(error.pointer) \(error.detail)")
      }
    }
    return nil
  }
}
