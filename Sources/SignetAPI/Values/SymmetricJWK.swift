/// A secret given as a JSON Web Key (RFC 7517, RFC 7518 §6.4). Its key is the decoded `k`.
public struct SymmetricJWK: Sendable, Hashable {
  /// The key's bytes as base64url without padding, checked to be canonical and not empty.
  public let k: SecretText
  /// The label that came with it, if any.
  public let kid: String?

  public init(k: SecretText, kid: String?) {
    self.k = k
    self.kid = kid
  }
}

extension SymmetricJWK: Codable {
  private enum CodingKeys: String, CodingKey {
    case kty, k, kid, alg, use
    case operations = "key_ops"
  }

  /// Other members than these are another profile's and ignored, as RFC 7517 §4 asks. Throws
  /// where a member contradicts a key for HS256 signatures.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    func require(_ condition: Bool, _ key: CodingKeys, _ detail: String) throws(MessageError) {
      if !condition { throw MessageError(.invalidValue, at: members.codingPath + [key], detail) }
    }
    try require(
      try members.decode(String.self, forKey: .kty) == "oct", .kty, "\"oct\" is expected")
    let alg = try members.decodeIfPresent(String.self, forKey: .alg)
    try require(alg == nil || alg == "HS256", .alg, "\"HS256\" is expected")
    let use = try members.decodeIfPresent(String.self, forKey: .use)
    try require(use == nil || use == "sig", .use, "\"sig\" is expected")
    let operations = try members.decodeIfPresent([String].self, forKey: .operations) ?? []
    try require(
      operations.allSatisfy { $0 == "sign" || $0 == "verify" }, .operations,
      "only \"sign\" and \"verify\" are expected")
    k = try members.decode(SecretText.self, forKey: .k)
    kid = try members.decodeIfPresent(String.self, forKey: .kid)
    try require(
      Self.isBase64URL(k.exposed), .k, "base64url without padding is expected (RFC 4648 §5)")
  }

  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode("oct", forKey: .kty)
    try members.encode("HS256", forKey: .alg)
    try members.encode("sig", forKey: .use)
    try members.encodeIfPresent(kid, forKey: .kid)
    try members.encode(k, forKey: .k)
  }

  /// Canonical: bits of the last character that belong to no byte are zero.
  private static func isBase64URL(_ text: String) -> Bool {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var last = 0
    for byte in text.utf8 {
      guard let value = alphabet.firstIndex(of: byte) else { return false }
      last = value
    }
    switch text.utf8.count % 4 {
    case 0: return !text.isEmpty
    case 2: return last & 0b1111 == 0
    case 3: return last & 0b11 == 0
    default: return false
    }
  }
}
