/// Why there is no passphrase to go on with. What was given is never repeated.
enum PassphraseFault: Error, Equatable {
  case tooShort(characters: Int)
  case tooLong
  case controlCharacter
  /// The second time something else was typed.
  case different
  /// The terminal's input ended instead of an answer.
  case cancelled
  /// Others than its owner may read or write the file, or the pipe that lies in a folder.
  case exposed(path: String)
  case foreignOwner(path: String)
  case isATerminal(path: String)

  var message: String {
    switch self {
    case .tooShort(0): "the passphrase is empty"
    case .tooShort(let characters):
      "the passphrase has \(characters) characters, and at least \(Passphrase.shortest) are needed"
    case .tooLong: "the passphrase has more than \(Passphrase.longest) bytes"
    case .controlCharacter:
      "the passphrase holds a control character, such as a tab or the end of another line"
    case .different: "the two passphrases are not the same"
    case .cancelled: "nothing was typed, and nothing was changed"
    case .exposed(let path): "the passphrase file \(path) is open to others than its owner"
    case .foreignOwner(let path): "the passphrase file \(path) belongs to another user"
    case .isATerminal(let path): "\(path) is a terminal, which would show the passphrase"
    }
  }

  var hint: String? {
    switch self {
    case .tooShort:
      "any characters will do, and length is what counts: six words drawn by dice, for example"
    case .controlCharacter: "give one line of text; only one newline at its end is dropped"
    case .exposed(let path):
      "chmod 600 \(ShellWord.of(path)); if somebody else may have read it, take another passphrase"
    case .foreignOwner(let path): "chown root: \(ShellWord.of(path))"
    case .isATerminal: "without --passphrase-file it is asked for, and not shown"
    case .tooLong, .different, .cancelled: nil
    }
  }

  /// Whether asking once more may help.
  var isSlip: Bool {
    switch self {
    case .tooShort, .tooLong, .controlCharacter, .different: true
    case .cancelled, .exposed, .foreignOwner, .isATerminal: false
    }
  }
}
