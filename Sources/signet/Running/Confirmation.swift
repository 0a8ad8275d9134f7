/// A question before something that cannot be undone.
struct Confirmation {
  enum Answer: Equatable {
    /// `y` or `yes`.
    case yes
    /// This very word, so that nobody deletes the wrong thing by habit.
    case word(String)
  }

  let question: String
  let expected: Answer

  func accepts(_ line: String) -> Bool {
    switch expected {
    case .yes: ["y", "yes"].contains(line.lowercased())
    case .word(let word): line == word
    }
  }

  /// Throws where the question cannot be asked: without a terminal `--yes` must have been given.
  static func requireAnswerable(isGiven: Bool, _ console: Console) throws(CommandError) {
    guard isGiven || console.terminal.inputIsTerminal else {
      throw .usage("this needs --yes, for standard input is not a terminal and nobody can be asked")
    }
  }

  /// Asks, unless the answer has been given.
  func ask(isGiven: Bool, _ console: Console) throws(CommandError) {
    try Self.requireAnswerable(isGiven: isGiven, console)
    if isGiven { return }
    switch expected {
    case .yes: console.note("\(SafeText.shown(question)) [y/N] ")
    case .word(let word):
      console.note("\(SafeText.shown(question)) Type \(SafeText.shown(word)) to go on: ")
    }
    var reader = InputReader()
    let line = try reader.line(limit: 4096)
    if line == nil { console.note("\n") }
    guard let line, accepts(String(decoding: line, as: UTF8.self)) else { throw .notConfirmed }
  }
}
