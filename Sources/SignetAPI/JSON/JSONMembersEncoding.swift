import SignetJSON

/// The members of an object, for `JSONValueEncoder`.
struct JSONMembersEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let box: JSONMemberBox
  let codingPath: [any CodingKey]

  private func set(_ key: Key, _ value: JSONValue) {
    box.set(key.stringValue) { value }
  }

  func encodeNil(forKey key: Key) { set(key, .null) }
  func encode(_ value: Bool, forKey key: Key) { set(key, .bool(value)) }
  func encode(_ value: String, forKey key: Key) { set(key, .string(value)) }
  func encode(_ value: Double, forKey key: Key) throws {
    set(key, try JSONValue(encoding: value, path: codingPath + [key]))
  }
  func encode(_ value: Float, forKey key: Key) throws { try encode(Double(value), forKey: key) }
  func encode(_ value: Int, forKey key: Key) { set(key, .number(JSONNumber(value))) }
  func encode(_ value: Int8, forKey key: Key) { set(key, .number(JSONNumber(value))) }
  func encode(_ value: Int16, forKey key: Key) { set(key, .number(JSONNumber(value))) }
  func encode(_ value: Int32, forKey key: Key) { set(key, .number(JSONNumber(value))) }
  func encode(_ value: Int64, forKey key: Key) { set(key, .number(JSONNumber(value))) }
  func encode(_ value: UInt, forKey key: Key) { set(key, .number(JSONNumber(value))) }
  func encode(_ value: UInt8, forKey key: Key) { set(key, .number(JSONNumber(value))) }
  func encode(_ value: UInt16, forKey key: Key) { set(key, .number(JSONNumber(value))) }
  func encode(_ value: UInt32, forKey key: Key) { set(key, .number(JSONNumber(value))) }
  func encode(_ value: UInt64, forKey key: Key) { set(key, .number(JSONNumber(value))) }
  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    set(key, try JSONValueEncoder.document(value, path: codingPath + [key]))
  }

  private func nested(_ name: String) -> JSONValueEncoder {
    let encoder = JSONValueEncoder(path: codingPath + [MemberKey(name)])
    box.set(name) { encoder.document }
    return encoder
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    nested(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    nested(key.stringValue).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { nested("super") }
  func superEncoder(forKey key: Key) -> any Encoder { nested(key.stringValue) }
}
