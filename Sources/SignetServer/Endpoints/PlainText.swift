/// Text that goes into the audit log, and from there to somebody's terminal.
enum PlainText {
  /// Why a text cannot be taken; nil if it can: 1 to `limit` bytes without anything that would
  /// move the cursor, change the direction of writing or end the line.
  static func fault(in text: String, atMost limit: Int) -> String? {
    guard !text.isEmpty else { return "it is empty: leave it out or give a text" }
    guard text.utf8.count <= limit else { return "at most \(limit) bytes are read" }
    guard text.unicodeScalars.allSatisfy(isPlain) else {
      return "give text in UTF-8 without control characters"
    }
    return nil
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F: false  // C0, DEL, C1
    case 0x2028, 0x2029: false  // line and paragraph separators
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false  // direction of writing
    case 0xFFFD: false  // what was not UTF-8
    default: true
    }
  }
}
