extension JSONReader {
  mutating func string() throws(StrictJSONError) -> String {
    try quoted(loneSurrogates)
  }

  /// A member's name. Two names must not become one by replacing what they hold, so lone
  /// surrogates are always refused here.
  mutating func name() throws(StrictJSONError) -> String {
    try quoted(.refused)
  }

  /// From the opening quotation mark past the closing one.
  private mutating func quoted(
    _ loneSurrogates: LoneSurrogates
  ) throws(StrictJSONError) -> String {
    position += 1
    let start = position
    try skipPlain()
    if bytes[position] == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    var text = Array(bytes[start..<position])
    while bytes[position] == UInt8(ascii: "\\") {
      try unescape(into: &text, loneSurrogates)
      let start = position
      try skipPlain()
      text.append(contentsOf: bytes[start..<position])
    }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// To the next quotation mark or backslash.
  private mutating func skipPlain() throws(StrictJSONError) {
    while true {
      switch try peek() {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): return
      case 0..<0x20: throw failure(.controlCharacter)
      default: position += 1
      }
    }
  }

  private mutating func unescape(
    into text: inout [UInt8], _ loneSurrogates: LoneSurrogates
  ) throws(StrictJSONError) {
    let start = position
    position += 1
    let character = try peek()
    position += 1
    switch character {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(character)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      if let scalar = try unicodeEscape() {
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        return
      }
      switch loneSurrogates {
      case .refused:
        position = start
        throw failure(.loneSurrogate)
      case .reported:
        if surrogatesSeen.last != pointer { surrogatesSeen.append(pointer) }
        text.append(contentsOf: UTF8.encodedReplacementCharacter)
      }
    default:
      position = start
      throw failure(.invalidEscape)
    }
  }

  /// The scalar of `\u` and four hexadecimal digits, or of two such that make a pair; `nil` for half a
  /// pair.
  private mutating func unicodeEscape() throws(StrictJSONError) -> Unicode.Scalar? {
    let first = try hexadecimal()
    guard 0xD800...0xDBFF ~= first else { return Unicode.Scalar(first) }
    let end = position
    guard skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) else {
      position = end
      return nil
    }
    let second = try hexadecimal()
    guard 0xDC00...0xDFFF ~= second else {
      // The second escape stands for itself and is read again.
      position = end
      return nil
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  /// Four hexadecimal digits.
  private mutating func hexadecimal() throws(StrictJSONError) -> UInt32 {
    let start = position
    var value: UInt32 = 0
    while position - start < 4, position < bytes.count,
      let digit = Self.hexadecimalDigit(bytes[position])
    {
      value = value << 4 | UInt32(digit)
      position += 1
    }
    guard position - start == 4 else {
      throw failure(position < bytes.count ? .invalidEscape : .unexpectedEnd)
    }
    return value
  }

  private static func hexadecimalDigit(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
