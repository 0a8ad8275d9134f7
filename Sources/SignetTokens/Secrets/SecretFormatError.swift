public import SignetCrypto

/// Why a text or key cannot be an Identity Secret. Never says anything of its content.
public enum SecretFormatError: Error, Equatable, Sendable {
  case notUTF8
  case tooShort(bytes: Int)
  case tooLong(bytes: Int)
  /// White space or a byte order mark at the start or the end.
  case outerWhiteSpace
  case controlCharacter
  /// The shape of a secret that Signet made, but its checksum does not hold.
  case mistyped
  /// There was no place to keep it; nothing is wrong with the secret.
  case heap(CryptoError)

  /// What is wrong and what to do.
  public var detail: String {
    switch self {
    case .notUTF8:
      "the secret is not valid UTF-8: a secret that is not text must be given as a JWK"
    case .tooShort(let bytes):
      "the secret has \(bytes) bytes, and HS256 needs \(IdentitySecret.minimumLength) or more: "
        + "give a longer one, or none to have one made"
    case .tooLong(let bytes):
      "the secret has \(bytes) bytes, more than the \(IdentitySecret.maximumLength) allowed: "
        + "give a shorter one"
    case .outerWhiteSpace:
      "the secret starts or ends with white space, which most signers would not use: "
        + "give it without"
    case .controlCharacter:
      "the secret holds a control character, such as a line break or NUL: "
        + "a secret that is not plain text must be given as a JWK"
    case .mistyped:
      "the secret looks like one that Signet made, but its checksum does not hold: copy it again"
    case .heap:
      "the memory for secrets is full or unavailable: nothing was kept; try again later"
    }
  }
}
