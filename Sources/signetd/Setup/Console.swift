import Glibc

/// What the commands say: results on standard output, questions and complaints on standard
/// error.
enum Console {
  static func say(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
  static func tell(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Whether there is somebody to ask.
  static var isAnswered: Bool { isatty(STDIN_FILENO) == 1 }

  private static func write(_ text: String, to file: CInt) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        // Nobody reads what is said: no reason to leave the work half done.
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }
}
