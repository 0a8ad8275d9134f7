import SignetJSON

/// The items of an array, for `JSONValueEncoder`.
struct JSONItemsEncoding: UnkeyedEncodingContainer {
  let box: JSONItemBox
  let codingPath: [any CodingKey]

  var count: Int { box.items.count }

  private var nextPath: [any CodingKey] { codingPath + [MemberKey(index: count)] }

  private func add(_ value: JSONValue) {
    box.items.append { value }
  }

  func encodeNil() { add(.null) }
  func encode(_ value: Bool) { add(.bool(value)) }
  func encode(_ value: String) { add(.string(value)) }
  func encode(_ value: Double) throws { add(try JSONValue(encoding: value, path: nextPath)) }
  func encode(_ value: Float) throws { try encode(Double(value)) }
  func encode(_ value: Int) { add(.number(JSONNumber(value))) }
  func encode(_ value: Int8) { add(.number(JSONNumber(value))) }
  func encode(_ value: Int16) { add(.number(JSONNumber(value))) }
  func encode(_ value: Int32) { add(.number(JSONNumber(value))) }
  func encode(_ value: Int64) { add(.number(JSONNumber(value))) }
  func encode(_ value: UInt) { add(.number(JSONNumber(value))) }
  func encode(_ value: UInt8) { add(.number(JSONNumber(value))) }
  func encode(_ value: UInt16) { add(.number(JSONNumber(value))) }
  func encode(_ value: UInt32) { add(.number(JSONNumber(value))) }
  func encode(_ value: UInt64) { add(.number(JSONNumber(value))) }
  func encode<T: Encodable>(_ value: T) throws {
    add(try JSONValueEncoder.document(value, path: nextPath))
  }

  private func nested() -> JSONValueEncoder {
    let encoder = JSONValueEncoder(path: nextPath)
    box.items.append { encoder.document }
    return encoder
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    nested().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }

  func superEncoder() -> any Encoder { nested() }
}
