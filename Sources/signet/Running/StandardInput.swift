import Glibc
import SignetAPI

/// What comes on the standard input: secrets and tokens, for an argument would show in `ps`.
enum StandardInput {
  /// Bytes that a secret, a token or a JSON text may have.
  static let limit = 64 * 1024

  /// Checks that an argument is `-`. What it is instead may be a secret and is not repeated.
  static func requireDash(_ argument: String, for what: String) throws(CommandError) {
    guard argument == "-" else {
      throw .usage(
        "\(what) is read from standard input, for an argument would show in ps: give - instead")
    }
  }

  /// One secret or token. On a terminal it is asked for and not shown.
  static func secret(_ what: String, _ console: Console) throws(CommandError) -> SecretText {
    let bytes =
      console.terminal.inputIsTerminal ? try hiddenLine(what, console) : try all(limit: limit)
    return try secret(what, from: bytes)
  }

  /// One trailing newline is dropped; any other white space around is a mistake of copying that
  /// nobody would find later, so it is refused.
  static func secret(_ what: String, from bytes: [UInt8]) throws(CommandError) -> SecretText {
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .badInput("the \(what) on standard input is not UTF-8")
    }
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
      throw .badInput(
        "the \(what) on standard input is empty",
        hint: "give it from a file, with < FILE, or see what the command before the pipe printed")
    }
    guard !first.properties.isWhitespace, !last.properties.isWhitespace else {
      throw .badInput(
        "the \(what) on standard input begins or ends with white space; "
          + "only one newline at the end is dropped")
    }
    return SecretText(text)
  }

  /// All that comes until its end.
  static func all(limit: Int) throws(CommandError) -> [UInt8] {
    var reader = InputReader()
    var bytes: [UInt8] = []
    while let piece = try reader.piece() {
      bytes += piece
      guard bytes.count <= limit else {
        throw .badInput("standard input has more than \(limit) bytes")
      }
    }
    return bytes
  }

  private static func hiddenLine(
    _ what: String, _ console: Console
  ) throws(CommandError) -> [UInt8] {
    console.note("\(what) (not shown): ")
    var settings = termios()
    let isKnown = tcgetattr(0, &settings) == 0
    var hidden = settings
    hidden.c_lflag &= ~tcflag_t(ECHO)
    if isKnown { tcsetattr(0, TCSAFLUSH, &hidden) }
    defer {
      if isKnown { tcsetattr(0, TCSAFLUSH, &settings) }
      console.note("\n")
    }
    var reader = InputReader()
    return try reader.line(limit: limit) ?? []
  }
}
