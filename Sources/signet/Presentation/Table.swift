/// Rows under a heading, each column as wide as its widest cell.
struct Table {
  var heading: [String]
  var rows: [[String]] = []

  init(_ heading: String...) {
    self.heading = heading
  }

  mutating func add(_ cells: String...) {
    rows.append(cells.map(SafeText.shown))
  }

  /// Lines that end with a newline; nothing at all without rows.
  func text(_ style: Style) -> String {
    guard !rows.isEmpty else { return "" }
    let widths = heading.indices.map { column in
      ([heading] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { cell, width in
        cell + String(repeating: " ", count: max(0, width - cell.count))
      }
      return padded.joined(separator: "  ").trimmingTrailingSpaces
    }
    return ([style.heading(line(heading))] + rows.map(line)).map { $0 + "\n" }.joined()
  }
}

extension String {
  var trimmingTrailingSpaces: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
