/// One line on the standard error that overwrites itself; nothing where that is no terminal.
struct StatusLine {
  private let console: Console
  private var shown = ""

  init(_ console: Console) {
    self.console = console
  }

  mutating func show(_ text: String) {
    guard console.terminal.errorIsTerminal, text != shown else { return }
    shown = text
    console.note("\r\u{1B}[2K" + SafeText.shown(text))
  }

  /// Takes the line away.
  mutating func clear() {
    guard !shown.isEmpty else { return }
    shown = ""
    console.note("\r\u{1B}[2K")
  }
}
