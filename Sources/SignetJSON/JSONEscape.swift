/// How the text of a string stands between its quotation marks: as itself, with escapes only where
/// there must be. Source: RFC 8259 §7.
public enum JSONEscape {
  /// Hands over UTF-8 text piece by piece: what needs no escape where it lies, in runs as long as
  /// they get, and between those the escapes. Nothing is copied, for the text may be a secret.
  @inlinable
  public static func pieces(
    of text: UnsafeRawBufferPointer, _ write: (UnsafeRawBufferPointer) -> Void
  ) {
    var plain = 0
    for place in 0..<text.count {
      let byte = text[place]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        continue
      }
      if plain < place { write(UnsafeRawBufferPointer(rebasing: text[plain..<place])) }
      escape(byte, write)
      plain = place + 1
    }
    if plain < text.count { write(UnsafeRawBufferPointer(rebasing: text[plain...])) }
  }

  /// The escape of a control character, a quotation mark or a backslash.
  @usableFromInline
  static func escape(_ byte: UInt8, _ write: (UnsafeRawBufferPointer) -> Void) {
    let backslash = UInt8(ascii: "\\")
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\""), backslash: letter = byte
    case 0x08: letter = UInt8(ascii: "b")
    case 0x09: letter = UInt8(ascii: "t")
    case 0x0A: letter = UInt8(ascii: "n")
    case 0x0C: letter = UInt8(ascii: "f")
    case 0x0D: letter = UInt8(ascii: "r")
    default:
      let (zero, low) = (UInt8(ascii: "0"), byte & 15)
      let digit = low < 10 ? zero + low : UInt8(ascii: "a") + low - 10
      withUnsafeBytes(
        of: (backslash, UInt8(ascii: "u"), zero, zero, zero + byte >> 4, digit), write)
      return
    }
    withUnsafeBytes(of: (backslash, letter), write)
  }
}
