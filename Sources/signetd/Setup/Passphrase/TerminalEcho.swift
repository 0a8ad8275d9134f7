import Glibc

/// The echo of the terminal on standard input, switched off until `restore`, or until a signal ends
/// the process.
struct TerminalEcho {
  private static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  private let isOff: Bool
  private let before: [(@convention(c) (CInt) -> Void)?]
  private let suspending: (@convention(c) (CInt) -> Void)?

  static func off() -> TerminalEcho {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else {
      return TerminalEcho(isOff: false, before: [], suspending: nil)
    }
    let place = UnsafeMutablePointer<termios>.allocate(capacity: 1)
    place.initialize(to: settings)
    terminalBefore = place
    // Not while the echo is off: the shell would go on without one.
    let suspending = signal(SIGTSTP, SIG_IGN)
    let before = ending.map { signal($0, restoreAndEnd) }
    settings.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    return TerminalEcho(isOff: true, before: before, suspending: suspending)
  }

  func restore() {
    guard isOff, let place = terminalBefore else { return }
    tcsetattr(STDIN_FILENO, TCSAFLUSH, place)
    for (code, handler) in zip(Self.ending, before) { signal(code, handler) }
    signal(SIGTSTP, suspending)
    terminalBefore = nil
    place.deallocate()
  }
}

// SAFETY: one thread asks for passphrases. It sets this before the handler is installed and clears it
// after the old ones are back; in between nobody writes, and the handler, on any thread, only reads.
nonisolated(unsafe) private var terminalBefore: UnsafeMutablePointer<termios>?

/// Calls nothing but what signal-safety(7) allows.
private func restoreAndEnd(_ code: CInt) {
  if let place = terminalBefore { tcsetattr(STDIN_FILENO, TCSANOW, place) }
  signal(code, SIG_DFL)
  raise(code)
}
