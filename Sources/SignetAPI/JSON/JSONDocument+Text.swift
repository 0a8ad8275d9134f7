extension JSONDocument {
  /// Reads one JSON text; throws where it is not one (see `JSONParser` for how strictly).
  public init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    self = try JSONParser.parse(bytes)
  }

  /// The value on one line, or over several with two spaces a level. Slashes are not escaped.
  public func text(indented: Bool = false) -> String {
    String(decoding: bytes(indented: indented), as: UTF8.self)
  }

  /// The same as UTF-8.
  public func bytes(indented: Bool = false) -> [UInt8] {
    var writer = JSONWriter(indented: indented)
    writer.write(self, level: 0)
    return writer.bytes
  }
}

private struct JSONWriter {
  let indented: Bool
  var bytes: [UInt8] = []

  init(indented: Bool) {
    self.indented = indented
  }

  mutating func write(_ value: JSONDocument, level: Int) {
    switch value {
    case .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .number(let number): append(number.literal)
    case .string(let text): write(text)
    case .array(let items):
      enclosed(by: ("[", "]"), items, level) { writer, item in
        writer.write(item, level: level + 1)
      }
    case .object(let object):
      enclosed(by: ("{", "}"), object.members, level) { writer, member in
        writer.write(member.name)
        writer.append(writer.indented ? ": " : ":")
        writer.write(member.value, level: level + 1)
      }
    }
  }

  private mutating func enclosed<Element>(
    by brackets: (String, String), _ elements: [Element], _ level: Int,
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    append(brackets.0)
    for (index, element) in elements.enumerated() {
      if index > 0 { append(",") }
      newline(level + 1)
      body(&self, element)
    }
    if !elements.isEmpty { newline(level) }
    append(brackets.1)
  }

  private mutating func newline(_ level: Int) {
    guard indented else { return }
    append("\n")
    append(String(repeating: "  ", count: level))
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func write(_ text: String) {
    append("\"")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0x00..<0x20:
        append("\\u00")
        append(byte < 0x10 ? "0" : "")
        append(String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    append("\"")
  }
}
