import Glibc
import SignetCrypto

/// One line that is typed and not shown.
enum HiddenLine {
  /// Nil at the end of the input. The terminal is as it was afterwards, whatever ends the question.
  static func ask(_ question: String) throws(SetupError) -> SecretBytes? {
    let echo = TerminalEcho.off()
    defer {
      echo.restore()
      Console.tell("\n")
    }
    // Only now, for what was typed before is thrown away with the echo.
    Console.tell(question)
    var count = 0
    var failure: CInt = 0
    do throws(CryptoError) {
      let buffer = try SecretBytes(count: Passphrase.longest + 2) { (target) throws(CryptoError) in
        // One by one: what comes after the line stays with the terminal.
        while count < target.count, let start = target.baseAddress {
          let more = read(STDIN_FILENO, start + count, 1)
          if more < 0, errno == EINTR { continue }
          if more < 0 { failure = errno }
          guard more > 0 else { break }
          count += 1
          if target[count - 1] == UInt8(ascii: "\n") { break }
        }
      }
      let endsInNewline = buffer.withBytes { count > 0 && $0[count - 1] == UInt8(ascii: "\n") }
      guard failure == 0, count > 0 else { return nil }
      // The rest of a line that is too long is no answer to the next question.
      if !endsInNewline { tcflush(STDIN_FILENO, TCIFLUSH) }
      return try buffer.prefix(endsInNewline ? count - 1 : count)
    } catch {
      throw .crypto(error)
    }
  }
}
