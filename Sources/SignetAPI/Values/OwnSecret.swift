/// A secret that the customer brings: a string whose UTF-8 bytes are the key, or a JWK.
/// In a message it is the member `secret` or the member `jwk`, never both.
public enum OwnSecret: Sendable, Hashable {
  case secret(SecretText)
  case jwk(SymmetricJWK)

  /// Nothing where the message names neither; throws where it names both.
  static func decode<Key: CodingKey>(
    from members: KeyedDecodingContainer<Key>, secret: Key, jwk: Key
  ) throws -> OwnSecret? {
    let text = try members.decodeIfPresent(SecretText.self, forKey: secret)
    let key = try members.decodeIfPresent(SymmetricJWK.self, forKey: jwk)
    switch (text, key) {
    case (nil, nil): return nil
    case (let text?, nil): return .secret(text)
    case (nil, let key?): return .jwk(key)
    case (.some, .some):
      throw MessageError(
        .invalidValue, at: members.codingPath + [jwk],
        "either secret or jwk is expected, not both")
    }
  }

  func encode<Key: CodingKey>(
    into members: inout KeyedEncodingContainer<Key>, secret: Key, jwk: Key
  ) throws {
    switch self {
    case .secret(let text): try members.encode(text, forKey: secret)
    case .jwk(let key): try members.encode(key, forKey: jwk)
    }
  }
}
