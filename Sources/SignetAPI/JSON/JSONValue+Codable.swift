public import SignetJSON

extension JSONValue: Codable {
  /// Our own decoder hands the value over as it is; another one loses order and spelling.
  public init(from decoder: any Decoder) throws {
    if let decoder = decoder as? JSONValueDecoder {
      self = decoder.value
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .bool(flag)
    } else if let integer = try? container.decode(Int64.self) {
      self = .number(JSONNumber(integer))
    } else if let double = try? container.decode(Double.self), let number = JSONNumber(double) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let items = try? container.decode([JSONValue].self) {
      self = .array(items)
    } else {
      let members = try container.decode([String: JSONValue].self)
      self = .object(JSONObject(members.map { JSONMember(name: $0.key, value: $0.value) }))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let flag): try container.encode(flag)
    case .number(let number):
      if let integer = number.integer(as: Int64.self) {
        try container.encode(integer)
      } else {
        try container.encode(number.double ?? .infinity)
      }
    case .string(let text): try container.encode(text)
    case .array(let items): try container.encode(items)
    case .object(let object):
      let members = object.members.map { ($0.name, $0.value) }
      try container.encode(Dictionary(members, uniquingKeysWith: { $1 }))
    }
  }
}

extension JSONObject: Codable {
  /// Throws where the value is not an object.
  public init(from decoder: any Decoder) throws {
    let document = try JSONValue(from: decoder)
    guard let object = document.object else {
      throw MessageError(
        .wrongType, at: decoder.codingPath,
        "an object is expected, not \(document.kindInWords)")
    }
    self = object
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(JSONValue.object(self))
  }
}
