public import SignetCrypto

extension IdentityToken {
  /// Whom `token` identifies, or the first check that it failed.
  ///
  /// `deadlineNow` decides whether a retiring key is still accepted, and may be ahead of `now`,
  /// which judges `exp` and `nbf`; both in milliseconds since 1970. A failure of the cryptographic
  /// library reads as `keys_unavailable`: it never accepts.
  ///
  /// Half a surrogate pair or NUL in `userId`, `email` or `name` is that claim's failure; half a
  /// pair in a custom property, or in any name, is `payload_invalid`.
  public static func verify(
    _ token: some ByteSource, keys: [AcceptedKey], rules: TokenRules, now: Int64,
    deadlineNow: Int64
  ) throws(Rejection) -> VerifiedIdentity {
    try token.withBytes { (token) throws(Rejection) in
      let segments = try TokenSegments(of: token)
      let header = try TokenHeader(segments.header)
      let key = try TokenSignature.signer(
        of: segments, header: header, among: keys, at: deadlineNow)
      do throws(Rejection) {
        let claims = try TokenClaims(segments.payload)
        try claims.checkTimes(rules, now: now)
        return VerifiedIdentity(claims, signedWith: key, subject: try claims.subject())
      } catch {
        throw error.signed(with: key)
      }
    }
  }
}
