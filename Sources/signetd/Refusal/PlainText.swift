/// Text of others for a message: nothing in it that a terminal would obey, or that would look like
/// a line of ours.
enum PlainText {
  /// A name: at most 100 characters of visible ASCII.
  static func word(_ text: String) -> String {
    spelt(text.unicodeScalars.prefix(100)) { $0.value > 0x20 && $0.value < 0x7F }
  }

  /// One line of at most `limit` characters.
  static func line(_ text: String, limit: Int = .max) -> String {
    let scalars = text.unicodeScalars
    let line = spelt(scalars.prefix(limit), isPrintable)
    return scalars.count > limit ? line + "..." : line
  }

  /// Controls, overrides of the direction, line separators and what has no glyph are not.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      false
    default: true
    }
  }

  private static func spelt(
    _ scalars: some Sequence<Unicode.Scalar>, _ isFit: (Unicode.Scalar) -> Bool
  ) -> String {
    String(String.UnicodeScalarView(scalars.map { isFit($0) ? $0 : "?" }))
  }
}
