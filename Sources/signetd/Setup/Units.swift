import Glibc

/// Signet's units of this machine's systemd.
enum Units {
  private static let names = [
    "signet-admin.socket", "signet-verifier.socket", "signet-audit.socket", "signetd.service",
  ]

  static var all: String { names.joined(separator: " ") }

  /// Whether systemd runs this machine. Source: sd_booted(3).
  static var isSystemdRunning: Bool {
    var status = stat()
    return lstat("/run/systemd/system", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Waits until they run, and has them run after each boot.
  ///
  /// Where a daemon that could not start is tried again just now, systemd may refuse the sockets, for
  /// they cannot be made while their service is being started: a second later they can.
  static func start() throws(SetupError) {
    do throws(ChildFault) {
      do throws(ChildFault) {
        try enable()
      } catch .failed {
        sleep(1)
        try enable()
      }
    } catch {
      throw .notStarted(error)
    }
  }

  private static func enable() throws(ChildFault) {
    _ = try ChildProgram("systemctl", ["enable", "--now"] + names).run(input: [])
  }
}
