/// The states of a version. Retired and revoked are final.
public enum SecretState: String, Sendable, Hashable, CaseIterable, Codable {
  case current, retiring, retired, revoked
}
