import SignetJSON

/// Encodes Swift values into a `JSONValue`. Members are sorted by name (by their UTF-8 bytes).
final class JSONValueEncoder: Encoder {
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  fileprivate var content = Content.nothing

  fileprivate enum Content {
    case nothing
    case value(JSONValue)
    case members(JSONMemberBox)
    case items(JSONItemBox)
  }

  init(path: [any CodingKey]) {
    codingPath = path
  }

  static func document(_ value: some Encodable, path: [any CodingKey]) throws -> JSONValue {
    if let document = value as? JSONValue { return document }
    let encoder = JSONValueEncoder(path: path)
    try value.encode(to: encoder)
    return encoder.document
  }

  var document: JSONValue {
    switch content {
    case .nothing: .object(JSONObject())
    case .value(let value): value
    case .members(let box): box.document
    case .items(let box): .array(box.items.map { $0() })
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    let box: JSONMemberBox
    if case .members(let present) = content { box = present } else { box = JSONMemberBox() }
    content = .members(box)
    return KeyedEncodingContainer(JSONMembersEncoding<Key>(box: box, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    let box: JSONItemBox
    if case .items(let present) = content { box = present } else { box = JSONItemBox() }
    content = .items(box)
    return JSONItemsEncoding(box: box, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

/// Members as they gather; a nested container fills its own later.
final class JSONMemberBox {
  private var members: [String: () -> JSONValue] = [:]

  func set(_ name: String, _ value: @escaping () -> JSONValue) {
    members[name] = value
  }

  var document: JSONValue {
    let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return .object(JSONObject(distinct: sorted.map { JSONMember(name: $0.key, value: $0.value()) }))
  }
}

/// Items as they gather.
final class JSONItemBox {
  var items: [() -> JSONValue] = []
}

extension JSONValueEncoder: SingleValueEncodingContainer {
  func encodeNil() { content = .value(.null) }
  func encode(_ value: Bool) { content = .value(.bool(value)) }
  func encode(_ value: String) { content = .value(.string(value)) }
  func encode(_ value: Double) throws {
    content = .value(try JSONValue(encoding: value, path: codingPath))
  }
  func encode(_ value: Float) throws { try encode(Double(value)) }
  func encode(_ value: Int) { content = .value(.number(JSONNumber(value))) }
  func encode(_ value: Int8) { content = .value(.number(JSONNumber(value))) }
  func encode(_ value: Int16) { content = .value(.number(JSONNumber(value))) }
  func encode(_ value: Int32) { content = .value(.number(JSONNumber(value))) }
  func encode(_ value: Int64) { content = .value(.number(JSONNumber(value))) }
  func encode(_ value: UInt) { content = .value(.number(JSONNumber(value))) }
  func encode(_ value: UInt8) { content = .value(.number(JSONNumber(value))) }
  func encode(_ value: UInt16) { content = .value(.number(JSONNumber(value))) }
  func encode(_ value: UInt32) { content = .value(.number(JSONNumber(value))) }
  func encode(_ value: UInt64) { content = .value(.number(JSONNumber(value))) }
  func encode<T: Encodable>(_ value: T) throws {
    content = .value(try JSONValueEncoder.document(value, path: codingPath))
  }
}

extension JSONValue {
  /// Throws for an infinity and for what is not a number.
  init(encoding value: Double, path: [any CodingKey]) throws(EncodingError) {
    guard let number = JSONNumber(value) else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: path, debugDescription: "not a number that JSON can say"))
    }
    self = .number(number)
  }
}
