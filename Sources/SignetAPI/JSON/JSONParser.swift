/// Reads one JSON text (RFC 8259) strictly: valid UTF-8, no duplicate names, no lone surrogates,
/// nothing after the value, at most `maximumDepth` levels.
struct JSONParser: ~Copyable {
  static let maximumDepth = 64

  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONDocument {
    var parser = JSONParser(bytes)
    parser.skipSpace()
    guard parser.position < bytes.count else { throw parser.failure(.empty) }
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.failure(.trailingBytes) }
    return value
  }

  private func failure(_ kind: JSONSyntaxError.Kind) -> JSONSyntaxError {
    JSONSyntaxError(kind: kind, offset: position)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONDocument {
    guard depth < Self.maximumDepth else { throw failure(.tooDeep) }
    guard let byte = next else { throw failure(.unexpectedEnd) }
    switch byte {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw failure(.unexpectedByte)
    }
  }

  private mutating func word(
    _ text: StaticString, _ value: JSONDocument
  ) throws(JSONSyntaxError) -> JSONDocument {
    for index in 0..<text.utf8CodeUnitCount {
      try expect(text.utf8Start[index])
    }
    return value
  }

  private mutating func expect(_ byte: UInt8) throws(JSONSyntaxError) {
    guard let found = next else { throw failure(.unexpectedEnd) }
    guard found == byte else { throw failure(.unexpectedByte) }
    position += 1
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONObject {
    position += 1
    var members: [JSONObject.Member] = []
    var names: Set<[UInt8]> = []
    skipSpace()
    if next == UInt8(ascii: "}") {
      position += 1
      return JSONObject()
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else {
        throw failure(next == nil ? .unexpectedEnd : .unexpectedByte)
      }
      let start = position
      let name = try string()
      guard names.insert(Array(name.utf8)).inserted else {
        throw JSONSyntaxError(kind: .duplicateMember, offset: start)
      }
      skipSpace()
      try expect(UInt8(ascii: ":"))
      skipSpace()
      members.append(JSONObject.Member(name, try value(depth: depth + 1)))
      if try ends(with: UInt8(ascii: "}")) { return JSONObject(distinct: members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSONDocument] {
    position += 1
    var items: [JSONDocument] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      position += 1
      return items
    }
    while true {
      skipSpace()
      items.append(try value(depth: depth + 1))
      if try ends(with: UInt8(ascii: "]")) { return items }
    }
  }

  /// After an element: true at the closing bracket, false at a comma.
  private mutating func ends(with close: UInt8) throws(JSONSyntaxError) -> Bool {
    skipSpace()
    if next == close {
      position += 1
      return true
    }
    try expect(UInt8(ascii: ","))
    return false
  }

  private mutating func number() throws(JSONSyntaxError) -> JSONNumber {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return JSONNumber(literal: String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func digits() throws(JSONSyntaxError) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else {
      throw failure(next == nil ? .unexpectedEnd : .unexpectedByte)
    }
  }
}

// MARK: - Strings
extension JSONParser {
  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while true {
      guard let byte = next else { throw failure(.unexpectedEnd) }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let result = String(validating: text, as: UTF8.self) else {
          throw JSONSyntaxError(kind: .invalidUTF8, offset: start)
        }
        return result
      case UInt8(ascii: "\\"):
        position += 1
        try escape(into: &text)
      case 0x00..<0x20:
        throw failure(.controlCharacter)
      default:
        text.append(byte)
        position += 1
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    guard let byte = next else { throw failure(.unexpectedEnd) }
    let plain: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = byte
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = 0x0A
    case UInt8(ascii: "r"): plain = 0x0D
    case UInt8(ascii: "t"): plain = 0x09
    case UInt8(ascii: "u"):
      position += 1
      return text.append(contentsOf: String(try scalar()).utf8)
    default: throw failure(.invalidEscape)
    }
    position += 1
    text.append(plain)
  }

  /// What follows `\u`, and the second half where it is the first of a pair.
  private mutating func scalar() throws(JSONSyntaxError) -> Character {
    let start = position
    let high = try hexadecimal()
    if let scalar = Unicode.Scalar(high) { return Character(scalar) }
    guard (0xD800..<0xDC00).contains(high), next == UInt8(ascii: "\\") else {
      throw JSONSyntaxError(kind: .loneSurrogate, offset: start)
    }
    position += 1
    guard next == UInt8(ascii: "u") else {
      throw JSONSyntaxError(kind: .loneSurrogate, offset: start)
    }
    position += 1
    let low = try hexadecimal()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    else { throw JSONSyntaxError(kind: .loneSurrogate, offset: start) }
    return Character(scalar)
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next else { throw failure(.unexpectedEnd) }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw failure(.invalidEscape)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
