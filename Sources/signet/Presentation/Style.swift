/// Whether text is set off by the terminal's attributes (ECMA-48 SGR), or plain.
struct Style: Sendable, Equatable {
  var isPlain: Bool

  static let plain = Style(isPlain: true)
  static let colored = Style(isPlain: false)

  func heading(_ text: String) -> String { set(text, "1") }
  func label(_ text: String) -> String { set(text, "2") }
  func good(_ text: String) -> String { set(text, "32") }
  func warning(_ text: String) -> String { set(text, "33") }
  func bad(_ text: String) -> String { set(text, "31") }

  private func set(_ text: String, _ attribute: String) -> String {
    isPlain || text.isEmpty ? text : "\u{1B}[\(attribute)m\(text)\u{1B}[0m"
  }
}
