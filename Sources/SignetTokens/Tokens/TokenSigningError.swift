public import SignetCrypto

/// Why no token was signed.
public enum TokenSigningError: Error, Equatable, Sendable {
  /// No verifier would identify anybody by these claims: with this answer.
  case claims(Rejection)
  case crypto(CryptoError)
}
