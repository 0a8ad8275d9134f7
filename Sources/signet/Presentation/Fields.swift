/// Labels and their values, one a line, the values below one another.
struct Fields {
  private var lines: [(label: String, value: String)] = []

  /// A field without a value is left out.
  mutating func add(_ label: String, _ value: String?) {
    guard let value else { return }
    lines.append((label, SafeText.shown(value)))
  }

  func text(_ style: Style) -> String {
    let width = lines.map(\.label.count).max() ?? 0
    return lines.map { line in
      let padding = String(repeating: " ", count: width - line.label.count)
      return style.label(line.label) + padding + "  " + line.value + "\n"
    }.joined()
  }
}
