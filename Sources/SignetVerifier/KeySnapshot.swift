import SignetAPI
import SignetCrypto
import SignetTokens

/// A workspace's keys and rules as one fetch brought them.
struct KeySnapshot: Sendable {
  let etag: String?
  let enforcement: Enforcement
  let keys: [AcceptedKey]
  let rules: TokenRules

  init(_ set: KeySet, etag: String?) throws(VerifierError) {
    self.etag = etag
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

  /// `now` in milliseconds since 1970.
  func judge(_ token: [UInt8], now: Int64) -> TokenVerdict {
    if enforcement == .off { return .skipped }
    do throws(Rejection) {
      let identity = try IdentityToken.verify(
        token, keys: keys.filter { $0.isAccepted(at: now) }, rules: rules, now: now,
        deadlineNow: now)
      return .identified(identity)
    } catch {
      return .rejected(error, denied: enforcement == .required)
    }
  }
}
