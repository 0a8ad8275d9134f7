import SignetAPI
import SignetCrypto
import SignetTokens

/// A workspace's keys and rules as one fetch brought them. A class, so that a verification holds on
/// to one thing.
final class KeySnapshot: Sendable {
  let enforcement: Enforcement
  let keys: [AcceptedKey]
  let rules: TokenRules
  private let cameAt: VerifierClock.Reading

  /// `cameAt`: both clocks when the answer came.
  init(_ set: KeySet, cameAt: VerifierClock.Reading) throws(VerifierError) {
    self.cameAt = cameAt
    enforcement = set.signet.enforcement
    rules = TokenRules(
      requireExpiry: set.signet.requireExpiry,
      maxTokenLifetime: set.signet.maxTokenLifetime?.milliseconds,
      clockSkew: set.signet.clockSkew.milliseconds)
    var keys: [AcceptedKey] = []
    for key in set.keys { keys.append(try Self.accepted(key)) }
    self.keys = keys
  }

  /// The form does not matter to a verifier: `k` is the key's bytes either way.
  private static func accepted(_ key: VerificationKey) throws(VerifierError) -> AcceptedKey {
    guard let kid = KeyID(key.kid), let state = AcceptedState(rawValue: key.state.rawValue) else {
      throw .unusableKeys("version \(key.version) is \(key.state.rawValue) and named \(key.kid)")
    }
    do throws(CryptoError) {
      var bytes = try Base64URL.decode(Array(key.k.exposed.utf8))
      defer { bytes.withUnsafeMutableBytes { wipe($0) } }
      return try AcceptedKey(
        version: key.version, kid: kid, state: state,
        acceptUntil: key.acceptUntil?.milliseconds,
        secret: IdentitySecret(form: .jwk, stored: try SecretBytes(copying: bytes)))
    } catch {
      throw .unusableKeys("version \(key.version) cannot be kept in locked memory: \(error)")
    }
  }

  /// What the product is told of a token. A retiring key ends at its deadline also if the wall
  /// clock was set back since the keys came.
  func judge(_ token: UnsafeRawBufferPointer, at reading: VerifierClock.Reading) -> TokenVerdict {
    if enforcement == .off { return .skipped }
    let passed = (reading.uptime - cameAt.uptime).milliseconds
    do throws(Rejection) {
      return .identified(
        try IdentityToken.verify(
          token, keys: keys, rules: rules, now: reading.wall,
          deadlineNow: max(reading.wall, cameAt.wall + passed)))
    } catch {
      return .rejected(error, denied: enforcement == .required)
    }
  }
}

extension Duration {
  fileprivate var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
