/// The answer of `reveal`: the only one that holds a secret for an admin.
public struct RevealedSecret: Sendable, Hashable, Codable {
  public var version: UInt32
  public var kid: String
  /// As a string, or as the JWK that it was given as.
  public var value: OwnSecret

  public init(version: UInt32, kid: String, value: OwnSecret) {
    self.version = version
    self.kid = kid
    self.value = value
  }

  private enum CodingKeys: CodingKey {
    case version, kid, secret, jwk
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    version = try members.decode(UInt32.self, forKey: .version)
    kid = try members.decode(String.self, forKey: .kid)
    guard let value = try OwnSecret.decode(from: members, secret: .secret, jwk: .jwk) else {
      throw MessageError(
        .missingMember, at: members.codingPath + [CodingKeys.secret],
        "secret or jwk is required")
    }
    self.value = value
  }

  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(version, forKey: .version)
    try members.encode(kid, forKey: .kid)
    try value.encode(into: &members, secret: .secret, jwk: .jwk)
  }
}
