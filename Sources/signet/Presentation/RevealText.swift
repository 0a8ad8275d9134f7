import SignetAPI

/// A secret as it is handed over: the string itself, or the JWK as JSON, and one newline.
enum RevealText {
  static func text(_ revealed: RevealedSecret) throws(CommandError) -> String {
    switch revealed.value {
    case .secret(let secret): return secret.exposed + "\n"
    case .jwk(let jwk):
      do {
        return String(decoding: try MessageEncoding.bytes(jwk), as: UTF8.self) + "\n"
      } catch {
        throw .failed("the JWK cannot be written as JSON", hint: nil)
      }
    }
  }
}
