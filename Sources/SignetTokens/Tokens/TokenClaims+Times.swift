extension TokenClaims {
  /// Judges the times at `now`, milliseconds since 1970.
  ///
  /// Throws `expired`, `not_yet_valid`, `expiry_missing`, `lifetime_too_long`, in this order.
  /// An `iat` in the future alone is no failure: it says that clocks differ, not that the token
  /// may not be used.
  func checkTimes(_ rules: TokenRules, now: Int64) throws(Rejection) {
    // Times of a token are not negative, so no difference overflows; a sum with the skew could.
    if let expiresAt, now - expiresAt >= rules.clockSkew {
      throw Rejection(reason: .expired, detail: "the token's exp has passed: sign a new one")
    }
    if let notBefore, notBefore - now > rules.clockSkew {
      throw Rejection(
        reason: .notYetValid,
        detail: "the token's nbf is still to come: check the signer's clock, or leave nbf out")
    }
    guard let expiresAt else {
      guard !rules.requireExpiry, rules.maxTokenLifetime == nil else {
        throw Rejection(
          reason: .expiryMissing,
          detail: "the token has no exp, and this workspace demands one: "
            + "let the library set it when it signs")
      }
      return
    }
    // An iat further ahead than clocks may differ would make any lifetime look short.
    let start = min(issuedAt ?? now, now + rules.clockSkew)
    if let longest = rules.maxTokenLifetime, expiresAt - start > longest {
      throw Rejection(
        reason: .lifetimeTooLong,
        detail: "the token is valid for longer than this workspace allows "
          + "(\(longest / 1000) s): sign with an earlier exp")
    }
  }
}
