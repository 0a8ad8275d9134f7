/// How far a long piece of work is, as one line that overwrites itself.
struct ProgressBar {
  /// Characters between the brackets.
  static let width = 30

  let label: String
  private var lastStep: Int?

  init(_ label: String) {
    self.label = label
  }

  /// The line for a share of the work, where it is known, and a count of what is done.
  static func line(_ label: String, share: Double?, count: UInt64) -> String {
    guard let share else { return "\(label) \(count)" }
    let tenths = Int(min(1, max(0, share)) * 1000)
    let filled = tenths * width / 1000
    let bar =
      String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    return "\(label) [\(bar)] \(tenths / 10).\(tenths % 10)% (\(count))"
  }

  /// What to write to the terminal for this state; nothing where it would look much the same: the
  /// same tenth of a per cent, or where no share is known the same hundred.
  mutating func update(share: Double?, count: UInt64) -> String? {
    let step = share.map { Int(min(1, max(0, $0)) * 1000) } ?? Int(count / 100)
    guard step != lastStep else { return nil }
    lastStep = step
    return "\r\u{1B}[2K" + Self.line(label, share: share, count: count)
  }

  /// What takes the line away.
  mutating func clear() -> String {
    defer { lastStep = nil }
    return lastStep == nil ? "" : "\r\u{1B}[2K"
  }
}
