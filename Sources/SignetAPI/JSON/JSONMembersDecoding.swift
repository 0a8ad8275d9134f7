import SignetJSON

/// The members of an object, for `JSONValueDecoder`.
struct JSONMembersDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let object: JSONObject
  let codingPath: [any CodingKey]

  var allKeys: [Key] { object.members.compactMap { Key(stringValue: $0.name) } }

  func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }

  private func member(_ name: String) throws(MessageError) -> JSONValueDecoder {
    let path = codingPath + [MemberKey(name)]
    guard let value = object[name] else {
      throw MessageError(.missingMember, at: path, "the member \(name) is required")
    }
    return JSONValueDecoder(value, path: path)
  }

  func decodeNil(forKey key: Key) throws -> Bool { try member(key.stringValue).decodeNil() }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
    try member(key.stringValue).decode(type)
  }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
    try member(key.stringValue).decode(type)
  }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try member(key.stringValue).decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try member(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try member(key.stringValue).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try member("super") }
  func superDecoder(forKey key: Key) throws -> any Decoder { try member(key.stringValue) }
}
