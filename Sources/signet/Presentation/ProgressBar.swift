/// How far a long piece of work is, as one line that overwrites itself.
struct ProgressBar {
  /// Characters between the brackets.
  static let width = 30

  let label: String
  private(set) var lastShown: String?

  init(_ label: String) {
    self.label = label
  }

  /// The line for `done` of `total`, and without a total only the count.
  static func line(_ label: String, done: UInt64, total: UInt64?) -> String {
    guard let total, total > 0 else { return "\(label) \(done)" }
    let share = min(1, Double(done) / Double(total))
    let filled = Int(share * Double(width))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    return "\(label) [\(bar)] \(Int(share * 100))% (\(done) of \(total))"
  }

  /// What to write to the terminal for this state; nothing where it would look the same.
  mutating func update(done: UInt64, total: UInt64?) -> String? {
    let line = Self.line(label, done: done, total: total)
    guard line != lastShown else { return nil }
    lastShown = line
    return "\r\u{1B}[2K" + line
  }

  /// What takes the line away.
  mutating func clear() -> String {
    defer { lastShown = nil }
    return lastShown == nil ? "" : "\r\u{1B}[2K"
  }
}
