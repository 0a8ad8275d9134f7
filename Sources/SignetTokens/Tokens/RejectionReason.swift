/// Why a token does not identify anybody. Names are stable: they are in answers, counts and the
/// customers' own code. In the order in which they are looked for, but for the last two.
public enum RejectionReason: String, CaseIterable, Sendable {
  case tooLong = "too_long"
  case malformed
  case headerInvalid = "header_invalid"
  case algorithmNotAllowed = "algorithm_not_allowed"
  case criticalHeader = "critical_header"
  case unknownKid = "unknown_kid"
  case signatureInvalid = "signature_invalid"
  case payloadInvalid = "payload_invalid"
  case expired
  case notYetValid = "not_yet_valid"
  case expiryMissing = "expiry_missing"
  case lifetimeTooLong = "lifetime_too_long"
  case userIdMissing = "user_id_missing"
  case userIdInvalid = "user_id_invalid"
  case emailInvalid = "email_invalid"
  case nameInvalid = "name_invalid"
  /// No key may be used. Looked for where the first key would be: before the `kid`.
  case keysUnavailable = "keys_unavailable"
  /// A visitor came without a token. `IdentityToken.verify` never gives it.
  case tokenMissing = "token_missing"
}
