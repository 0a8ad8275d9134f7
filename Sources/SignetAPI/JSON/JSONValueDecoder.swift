import SignetJSON

/// Decodes Swift values out of a parsed `JSONValue`. Every failure is a `MessageError` with the
/// pointer of the place.
struct JSONValueDecoder: Decoder, SingleValueDecodingContainer {
  let value: JSONValue
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ value: JSONValue, path: [any CodingKey]) {
    self.value = value
    self.codingPath = path
  }

  func expected(_ what: String) -> MessageError {
    MessageError(.wrongType, at: codingPath, "\(what) is expected, not \(value.kindInWords)")
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let object) = value else { throw expected("an object") }
    return KeyedDecodingContainer(JSONMembersDecoding(object: object, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let items) = value else { throw expected("an array") }
    return JSONItemsDecoding(items: items, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  private func integer<I: FixedWidthInteger>() throws(MessageError) -> I {
    guard case .number(let number) = value else { throw expected("an integer") }
    guard let result = number.integer(as: I.self) else {
      throw MessageError(
        .invalidValue, at: codingPath, "an integer from \(I.min) to \(I.max) is expected")
    }
    return result
  }

  private func floating() throws(MessageError) -> Double {
    guard case .number(let number) = value else { throw expected("a number") }
    guard let result = number.double else {
      throw MessageError(.invalidValue, at: codingPath, "this number is too large")
    }
    return result
  }

  func decodeNil() -> Bool { value == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let flag) = value else { throw expected("true or false") }
    return flag
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .string(let text) = value else { throw expected("a string") }
    return text
  }

  func decode(_ type: Double.Type) throws -> Double { try floating() }
  func decode(_ type: Float.Type) throws -> Float { Float(try floating()) }
  func decode(_ type: Int.Type) throws -> Int { try integer() }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
  func decode(_ type: UInt.Type) throws -> UInt { try integer() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if let document = value as? T, T.self == JSONValue.self { return document }
    return try T(from: self)
  }
}
