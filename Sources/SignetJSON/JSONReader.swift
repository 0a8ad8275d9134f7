/// One pass over a JSON text. Recursion goes as deep as `maximumDepth` and no deeper.
struct JSONReader {
  enum LoneSurrogates { case refused, reported }

  let bytes: UnsafeRawBufferPointer
  let maximumDepth: Int
  let loneSurrogates: LoneSurrogates
  var position = 0
  /// The place of the value being read; as long as the nesting is deep.
  var pointer = JSONPointer()
  var surrogatesSeen: [JSONPointer] = []

  init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int, loneSurrogates: LoneSurrogates) {
    self.bytes = bytes
    self.maximumDepth = min(maximumDepth, StrictJSON.depthLimit)
    self.loneSurrogates = loneSurrogates
  }

  mutating func document() throws(StrictJSONError) -> JSONValue {
    if let offset = UTF8Scalars.firstInvalidOffset(in: bytes) {
      position = offset
      throw failure(.invalidUTF8)
    }
    skipWhiteSpace()
    let value = try value()
    skipWhiteSpace()
    guard position == bytes.count else { throw failure(.trailingBytes) }
    return value
  }

  mutating func value() throws(StrictJSONError) -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "{"): try object()
    case UInt8(ascii: "["): try array()
    case UInt8(ascii: "\""): .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number(try number())
    case UInt8(ascii: "t"): try literal("true", .bool(true))
    case UInt8(ascii: "f"): try literal("false", .bool(false))
    case UInt8(ascii: "n"): try literal("null", .null)
    default: throw failure(.unexpectedCharacter)
    }
  }

  private mutating func array() throws(StrictJSONError) -> JSONValue {
    try enter()
    if skip(UInt8(ascii: "]")) { return .array([]) }
    var elements: [JSONValue] = []
    pointer.steps.append(.index(0))
    while true {
      elements.append(try value())
      guard try continues(before: UInt8(ascii: "]")) else { break }
      pointer.steps[pointer.steps.count - 1] = .index(elements.count)
    }
    pointer.steps.removeLast()
    return .array(elements)
  }

  private mutating func object() throws(StrictJSONError) -> JSONValue {
    try enter()
    if skip(UInt8(ascii: "}")) { return .object(JSONObject()) }
    var members: [JSONMember] = []
    var names = NamesSeen()
    repeat {
      let start = position
      guard try peek() == UInt8(ascii: "\"") else { throw failure(.unexpectedCharacter) }
      let name = try self.name()
      pointer.steps.append(.name(name))
      guard names.insert(name, beside: members) else {
        position = start
        throw failure(.duplicateName(name))
      }
      skipWhiteSpace()
      guard try peek() == UInt8(ascii: ":") else { throw failure(.unexpectedCharacter) }
      position += 1
      skipWhiteSpace()
      members.append(JSONMember(name: name, value: try value()))
      pointer.steps.removeLast()
    } while try continues(before: UInt8(ascii: "}"))
    return .object(JSONObject(distinct: members))
  }

  /// Past the opening bracket, unless that would be too deep.
  private mutating func enter() throws(StrictJSONError) {
    guard pointer.steps.count < maximumDepth else {
      throw failure(.tooDeep(limit: maximumDepth))
    }
    position += 1
    skipWhiteSpace()
  }

  /// Past a comma (there is more) or past `end` (there is not).
  private mutating func continues(before end: UInt8) throws(StrictJSONError) -> Bool {
    skipWhiteSpace()
    let character = try peek()
    guard character == end || character == UInt8(ascii: ",") else {
      throw failure(.unexpectedCharacter)
    }
    position += 1
    if character == end { return false }
    skipWhiteSpace()
    return true
  }
}

extension JSONReader {
  /// The names of one object. Small objects are searched, so that a token costs no hashing; large
  /// ones are hashed, so that a body of 100,000 names costs no square of it.
  private struct NamesSeen {
    private var hashed: Set<[UInt8]> = []

    /// Whether the name is new.
    mutating func insert(_ name: String, beside members: [JSONMember]) -> Bool {
      guard members.count >= 16 else { return members.index(of: name) == nil }
      if hashed.isEmpty {
        for member in members { hashed.insert(Array(member.name.utf8)) }
      }
      return hashed.insert(Array(name.utf8)).inserted
    }
  }
}
