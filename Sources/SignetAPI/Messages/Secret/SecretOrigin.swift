/// Where a version's secret came from.
public enum SecretOrigin: String, Sendable, Hashable, CaseIterable, Codable {
  /// Drawn by Signet.
  case generated
  /// The customer's own string.
  case string
  /// The customer's own JWK.
  case jwk
}
