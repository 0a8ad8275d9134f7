import SignetCrypto

/// Which accepted version a token is signed with.
enum TokenSignature {
  /// The key that made `signature` over `signed`, out of those accepted at `time`, the current one
  /// first; of only that one which `header` names, if it names one in Signet's format.
  ///
  /// Throws `keys_unavailable`, `header_invalid` (the `kid`), `unknown_kid`, `signature_invalid`.
  static func signer(
    of segments: TokenSegments, header: TokenHeader, among keys: [AcceptedKey], at time: Int64
  ) throws(Rejection) -> AcceptedKey {
    var accepted = keys.filter { $0.isAccepted(at: time) }
    guard !accepted.isEmpty else {
      throw Rejection(
        reason: .keysUnavailable,
        detail: "no key may be used at the moment: nothing is known to be wrong with the token; "
          + "try again later")
    }
    if let kid = try header.keyID() {
      accepted.removeAll { $0.kid != kid }
      guard !accepted.isEmpty else {
        throw Rejection(
          reason: .unknownKid,
          detail: "the header's kid is not one of an accepted secret of this workspace: "
            + "sign with the current secret and its kid, or without one")
      }
    }
    for state in [AcceptedState.current, .retiring] {
      for key in accepted where key.state == state {
        if try matches(segments, key) { return key }
      }
    }
    throw Rejection(
      reason: .signatureInvalid,
      detail: "the signature is not that of an accepted secret: sign with the workspace's current "
        + "secret, as the string that is shown, not decoded")
  }

  private static func matches(
    _ segments: TokenSegments, _ key: AcceptedKey
  ) throws(Rejection) -> Bool {
    do throws(CryptoError) {
      return try key.mac.verify(segments.signature, of: segments.signed)
    } catch {
      throw Rejection(
        reason: .keysUnavailable, detail: "the signature could not be computed: try again later")
    }
  }
}
