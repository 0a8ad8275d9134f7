extension JSONReader {
  func peek() throws(StrictJSONError) -> UInt8 {
    guard position < bytes.count else { throw failure(.unexpectedEnd) }
    return bytes[position]
  }

  mutating func skip(_ character: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == character else { return false }
    position += 1
    return true
  }

  mutating func skipWhiteSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// How many digits were skipped.
  private mutating func skipDigits() -> Int {
    let start = position
    while position < bytes.count,
      case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[position]
    {
      position += 1
    }
    return position - start
  }

  mutating func literal(
    _ text: StaticString, _ value: JSONValue
  ) throws(StrictJSONError) -> JSONValue {
    for offset in 0..<text.utf8CodeUnitCount {
      guard try peek() == text.utf8Start[offset] else { throw failure(.unexpectedCharacter) }
      position += 1
    }
    return value
  }

  mutating func number() throws(StrictJSONError) -> JSONNumber {
    let start = position
    _ = skip(UInt8(ascii: "-"))
    // A nought at the start stands alone.
    if !skip(UInt8(ascii: "0")), skipDigits() == 0 { throw failure(.invalidNumber) }
    if position < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[position] {
      throw failure(.invalidNumber)
    }
    if skip(UInt8(ascii: ".")), skipDigits() == 0 { throw failure(.invalidNumber) }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      _ = skip(UInt8(ascii: "-")) || skip(UInt8(ascii: "+"))
      guard skipDigits() > 0 else { throw failure(.invalidNumber) }
    }
    return JSONNumber(checked: String(decoding: bytes[start..<position], as: UTF8.self))
  }

  func failure(_ kind: StrictJSONError.Kind) -> StrictJSONError {
    StrictJSONError(offset: position, kind: kind, pointer: pointer.text)
  }
}
