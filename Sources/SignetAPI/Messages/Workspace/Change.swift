/// What a merge patch (RFC 7396) says of one member.
public enum Change<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The member is absent.
  case unchanged
  /// The member is `null`: back to the default.
  case reset
  case set(Value)

  /// The value afterwards.
  public func applied(to current: Value, default fallback: Value) -> Value {
    switch self {
    case .unchanged: current
    case .reset: fallback
    case .set(let value): value
    }
  }

  /// The same for a setting whose default is to have none.
  public func applied(to current: Value?) -> Value? {
    switch self {
    case .unchanged: current
    case .reset: nil
    case .set(let value): value
    }
  }
}

extension KeyedDecodingContainer {
  func decodeChange<Value: Decodable & Sendable & Hashable>(
    forKey key: Key
  ) throws -> Change<Value> {
    guard contains(key) else { return .unchanged }
    return try decodeNil(forKey: key) ? .reset : .set(decode(Value.self, forKey: key))
  }
}

extension KeyedEncodingContainer {
  mutating func encodeChange<Value: Encodable & Sendable & Hashable>(
    _ change: Change<Value>, forKey key: Key
  ) throws {
    switch change {
    case .unchanged: break
    case .reset: try encodeNil(forKey: key)
    case .set(let value): try encode(value, forKey: key)
    }
  }
}
