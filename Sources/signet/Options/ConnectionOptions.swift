import ArgumentParser
import Glibc
import SignetAPI

/// Where the daemon is, and how long it is waited for.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the daemon's sockets are (default: $SIGNET_SOCKET_DIR, or /run/signet).",
      valueName: "dir"))
  var socketDir: String?

  @Option(
    help: ArgumentHelp(
      "How long to wait without hearing from the daemon (default: 30s).", valueName: "duration"))
  var timeout: APIDuration?

  /// Where the sockets are.
  var directory: String {
    if let socketDir { return socketDir }
    let set = getenv("SIGNET_SOCKET_DIR").map { String(cString: $0) } ?? ""
    return set.isEmpty ? "/run/signet" : set
  }

  func validate() throws {
    if timeout?.seconds == 0 { throw ValidationError("--timeout must be longer than nothing") }
  }
}
