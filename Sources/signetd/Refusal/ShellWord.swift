/// A path as one word of a command that somebody may paste into a shell.
enum ShellWord {
  static func of(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    if isPlain, !text.isEmpty { return text }
    guard text.unicodeScalars.allSatisfy(PlainText.isPrintable) else { return escaped(text) }
    return "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// For what a terminal would obey: bash(1), QUOTING, `$'…'`.
  private static func escaped(_ text: String) -> String {
    let bytes = text.utf8.map { byte -> String in
      let isVisible = byte > 0x20 && byte < 0x7F
      if isVisible, byte != UInt8(ascii: "'"), byte != UInt8(ascii: "\\") {
        return String(UnicodeScalar(byte))
      }
      return "\\x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    }
    return "$'" + bytes.joined() + "'"
  }
}
