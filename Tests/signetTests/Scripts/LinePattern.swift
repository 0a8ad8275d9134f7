/// Compares lines with what a transcript expects.
enum LinePattern {
  private static let placeholders: [(name: String, pattern: String)] = [
    (
      "<time>",
      #"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [A-Z]+ \((in \d+ (s|min|h|d)|\d+ (s|min|h|d) ago|now)\)"#
    ),
    ("<rfc3339>", #"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"#),
    ("<in>", #"(in \d+ (s|min|h|d)|\d+ (s|min|h|d) ago|now)"#),
    ("<kid>", "sk_[0-9A-Za-z]{22}"),
    ("<secret>", "isk_[0-9A-Za-z]{49}"),
    ("<token>", #"[\w-]+\.[\w-]+\.[\w-]+"#),
    ("<hex>", "[0-9a-f]+"),
    ("<n>", "[0-9]+"),
    ("<text>", ".+"),
  ]

  /// Whether the lines are the expected ones, `...` being any number of lines.
  static func matches(_ lines: some Collection<String>, _ expected: some Collection<String>) -> Bool
  {
    guard let pattern = expected.first else { return lines.isEmpty }
    let rest = expected.dropFirst()
    if pattern == "..." {
      return (0...lines.count).contains { matches(lines.dropFirst($0), rest) }
    }
    guard let line = lines.first, matches(line, pattern) else { return false }
    return matches(lines.dropFirst(), rest)
  }

  /// Runs of spaces are one space, for a column is as wide as what differs from run to run.
  static func matches(_ line: String, _ pattern: String) -> Bool {
    var expression = ""
    var rest = Substring(squeezed(pattern))
    while let character = rest.first {
      if let placeholder = placeholders.first(where: { rest.hasPrefix($0.name) }) {
        expression += placeholder.pattern
        rest = rest.dropFirst(placeholder.name.count)
      } else {
        let isPlain = character.isLetter || character.isNumber || character == " "
        expression += isPlain || !character.isASCII ? String(character) : "\\" + String(character)
        rest = rest.dropFirst()
      }
    }
    guard let regex = try? Regex(expression) else { return false }
    return squeezed(line).wholeMatch(of: regex) != nil
  }

  private static func squeezed(_ text: String) -> String {
    var result = ""
    for character in text where !(character == " " && result.last == " ") {
      result.append(character)
    }
    return result
  }
}
