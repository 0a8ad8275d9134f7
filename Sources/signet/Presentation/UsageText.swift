import ArgumentParser

/// What the argument parser has to say: help that was asked for, or what is wrong with the
/// arguments.
struct UsageText {
  let text: String
  let isError: Bool

  init(_ error: any Error) {
    isError = !Signet.exitCode(for: error).isSuccess
    guard isError else {
      text = Signet.fullMessage(for: error)
      return
    }
    let message = Signet.message(for: error)
    let usage = Signet.fullMessage(for: error).split(separator: "\n").first {
      $0.hasPrefix("Usage: ")
    }
    let command = usage.map { Self.command(in: $0.dropFirst("Usage: ".count)) } ?? "signet"
    text = ErrorText(message: Self.sentence(message), hint: "see: \(command) --help")
      .lines(.plain)
  }

  func show(on console: Console) -> ExitStatus {
    if isError {
      console.note(text)
      return .usage
    }
    do {
      try console.print(text + "\n")
      return .done
    } catch {
      return .failed
    }
  }

  /// "signet secret rotate" of "signet secret rotate <id> [--grace <grace>]".
  private static func command(in usage: Substring) -> String {
    usage.split(separator: " ").prefix { $0.allSatisfy { $0.isLetter } }.joined(separator: " ")
  }

  /// House style: the first line, no capital, no full stop.
  private static func sentence(_ message: String) -> String {
    var line = message.split(separator: "\n").first.map(String.init) ?? "bad arguments"
    if line.hasPrefix("Error: ") { line.removeFirst("Error: ".count) }
    if line.hasSuffix(".") { line.removeLast() }
    return withoutLongValues(line.prefix(1).lowercased() + line.dropFirst())
  }

  /// The parser repeats what it does not understand. What is long may be a secret or a token.
  private static func withoutLongValues(_ line: String) -> String {
    line.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .map { index, part in index % 2 == 1 && part.count > 40 ? "…" : String(part) }
      .joined(separator: "'")
  }
}
