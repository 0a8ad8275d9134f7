import Glibc

/// What the standard streams are connected to.
struct Terminal: Sendable {
  var inputIsTerminal: Bool
  var outputIsTerminal: Bool
  var errorIsTerminal: Bool
  /// `NO_COLOR` is set and not empty (no-color.org), or the terminal is a dumb one.
  var refusesColor: Bool

  static var standard: Terminal {
    func value(_ name: String) -> String {
      getenv(name).map { String(cString: $0) } ?? ""
    }
    return Terminal(
      inputIsTerminal: isatty(0) == 1, outputIsTerminal: isatty(1) == 1,
      errorIsTerminal: isatty(2) == 1,
      refusesColor: !value("NO_COLOR").isEmpty || value("TERM") == "dumb")
  }

  var outputStyle: Style { outputIsTerminal && !refusesColor ? .colored : .plain }
  var errorStyle: Style { errorIsTerminal && !refusesColor ? .colored : .plain }
}
